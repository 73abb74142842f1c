import { and, eq, sql, type Placeholder } from 'drizzle-orm';
import { z } from 'zod';
import type { ModelRef } from '#shared/domain/model';
import { customModelSchema, ownPricesSchema, type CustomModel } from '#shared/domain/own-model';
import type { OwnModel, OwnModelRepository } from '#main/ports/own-model-repository';
import type { Database } from '../database';
import { ownModel } from '../schema/provider';
import { isSoundOwnModel, markDamaged, sealOwnModel } from '../text-seal';
import { lazily } from './lazily';
import { parseStored } from './parse-stored';

type Row = typeof ownModel.$inferSelect;

const pricesSchema = ownPricesSchema.extend({ setOn: z.string() });

/** Of a model that can only be called by its id any more. */
const nothingSaid: Omit<CustomModel, 'name'> = {
  contextWindow: null,
  outputLimit: null,
  supportsImages: null,
  makesImages: null,
  supportsThinking: null,
};

const nothing: OwnModel = { custom: null, prices: null, isHidden: false };

/** Of a row that is not as it was stored no price is charged, and a model says so in its name. */
function toOwnModel(row: Row): OwnModel {
  const custom = parseStored(customModelSchema, row.facts);
  if (isSoundOwnModel(row)) {
    return { custom, prices: parseStored(pricesSchema, row.prices), isHidden: row.isHidden };
  }
  const name = markDamaged(custom?.name ?? row.modelId, 200);
  return {
    custom: row.facts === null ? null : { ...(custom ?? nothingSaid), name },
    prices: null,
    isHidden: row.isHidden,
  };
}

function toRow({ providerId, modelId }: ModelRef, { custom, prices, isHidden }: OwnModel): Row {
  const texts = {
    providerId,
    modelId,
    facts: custom === null ? null : JSON.stringify(custom),
    prices: prices === null ? null : JSON.stringify(prices),
  };
  return { ...texts, isHidden, textSha256: sealOwnModel(texts) };
}

const isOf = ({ providerId, modelId }: Record<keyof ModelRef, string | Placeholder>) =>
  and(eq(ownModel.providerId, providerId), eq(ownModel.modelId, modelId));

export function createOwnModelRepository({ orm, read, write }: Database): OwnModelRepository {
  const ofProvider = lazily(() =>
    orm
      .select()
      .from(ownModel)
      .where(eq(ownModel.providerId, sql.placeholder('providerId')))
      .prepare(),
  );
  const one = lazily(() =>
    orm
      .select()
      .from(ownModel)
      .where(isOf({ providerId: sql.placeholder('providerId'), modelId: sql.placeholder('modelId') }))
      .prepare(),
  );
  const findRow = (model: ModelRef): Row | null => one().get({ ...model }) ?? null;
  const find = (model: ModelRef): OwnModel | null => {
    const row = findRow(model);
    return row === null ? null : toOwnModel(row);
  };
  return {
    listOf: (providerId) =>
      read(() =>
        ofProvider()
          .all({ providerId })
          .map((row) => ({ ...toOwnModel(row), modelId: row.modelId })),
      ),
    find: (model) => read(() => find(model)),
    save: (models, change) =>
      write(() => {
        for (const model of models) {
          const own = { ...(find(model) ?? nothing), ...change };
          if (own.custom === null && own.prices === null && !own.isHidden) {
            orm.delete(ownModel).where(isOf(model)).run();
            continue;
          }
          const row = toRow(model, own);
          orm
            .insert(ownModel)
            .values(row)
            .onConflictDoUpdate({ target: [ownModel.providerId, ownModel.modelId], set: row })
            .run();
        }
      }),
  };
}
