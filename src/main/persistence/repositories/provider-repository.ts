import { asc, eq, sql } from 'drizzle-orm';
import { providerIdSchema } from '#shared/domain/ids';
import { listedPricesSchema } from '#shared/domain/pricing';
import type { ProviderModel } from '#main/ports/chat-provider';
import type { ProviderRepository, ProviderRow } from '#main/ports/settings-repositories';
import type { Database } from '../database';
import { ownModel, provider, providerModel } from '../schema/provider';
import { sealedProviderName, sealListedPrices, sealProvider } from '../text-seal';
import { lazily } from './lazily';
import { parseStored } from './parse-stored';

type ModelRow = typeof providerModel.$inferSelect;

/** A row whose id is not one any more (damage) is left out rather than failing the list. */
function toProviderRows(row: typeof provider.$inferSelect): ProviderRow[] {
  const id = providerIdSchema.safeParse(row.id);
  const { kind, baseUrl, isEnabled } = row;
  const name = sealedProviderName(row, row.textSha256);
  return id.success ? [{ id: id.data, kind, name, baseUrl, isEnabled }] : [];
}

/** Null when there are none, or when what is stored is not as it was told: then it is charged to nobody. */
function pricesOf({ providerId, modelId, prices, pricesSha256 }: ModelRow): ProviderModel['prices'] {
  if (prices === null || pricesSha256 !== sealListedPrices(providerId, modelId, prices)) return null;
  return parseStored(listedPricesSchema, prices);
}

function priceColumns(providerId: string, { id, prices }: ProviderModel) {
  if (prices === null) return { prices: null, pricesSha256: null };
  const json = JSON.stringify(prices);
  return { prices: json, pricesSha256: sealListedPrices(providerId, id, json) };
}

const toModel = (row: ModelRow): ProviderModel => ({
  id: row.modelId,
  name: row.name,
  contextWindow: row.contextWindow,
  outputLimit: row.outputLimit,
  supportsImages: row.supportsImages,
  makesImages: row.makesImages,
  supportsThinking: row.supportsThinking,
  thinkingLevels: row.thinkingLevels,
  createdAt: row.createdAt,
  deprecated: row.isDeprecated,
  /** Read when somebody asks: a list may have hundreds of models, of which one is needed. */
  get prices() {
    return pricesOf(row);
  },
});

/** STRICT columns take whole numbers only, and a provider's list is not ours to trust. */
const whole = (value: number | null): number | null =>
  value === null || !Number.isFinite(value) ? null : Math.trunc(value);

const fromModel = ({ id, deprecated, ...model }: Omit<ProviderModel, 'prices'>) => ({
  ...model,
  modelId: id,
  contextWindow: whole(model.contextWindow),
  outputLimit: whole(model.outputLimit),
  createdAt: whole(model.createdAt),
  isDeprecated: deprecated,
});

function prepareStatements({ orm }: Database) {
  return {
    all: lazily(() => orm.select().from(provider).orderBy(asc(provider.position)).prepare()),
    modelsOf: lazily(() =>
      orm
        .select()
        .from(providerModel)
        .where(eq(providerModel.providerId, sql.placeholder('id')))
        .orderBy(asc(providerModel.position))
        .prepare(),
    ),
    listedAt: lazily(() =>
      orm
        .select({ at: sql<number | null>`max(${providerModel.fetchedAt})` })
        .from(providerModel)
        .where(eq(providerModel.providerId, sql.placeholder('id')))
        .prepare(),
    ),
  };
}

/** Well below SQLite's limit of variables in one statement. */
const insertedAtOnce = 500;

export function createProviderRepository(database: Database): ProviderRepository {
  const { orm, read, write } = database;
  const { all, modelsOf, listedAt } = prepareStatements(database);
  return {
    list: () => read(() => all().all().flatMap(toProviderRows)),
    save: (row) =>
      write(() => {
        const last = orm
          .select({ position: sql<number>`coalesce(max(${provider.position}), 0)` })
          .from(provider)
          .get();
        const sealed = { ...row, textSha256: sealProvider(row) };
        orm
          .insert(provider)
          .values({ ...sealed, position: (last?.position ?? 0) + 1 })
          .onConflictDoUpdate({ target: provider.id, set: sealed })
          .run();
      }),
    remove: (id) =>
      write(
        () => {
          orm.delete(provider).where(eq(provider.id, id)).run();
          orm.delete(providerModel).where(eq(providerModel.providerId, id)).run();
          orm.delete(ownModel).where(eq(ownModel.providerId, id)).run();
        },
        { frees: true },
      ),
    listModels: (id) => read(() => modelsOf().all({ id }).map(toModel)),
    saveModels: (id, models, at) =>
      write(() => {
        orm.delete(providerModel).where(eq(providerModel.providerId, id)).run();
        const rows = models.map((model, position) => ({
          providerId: id,
          ...fromModel(model),
          ...priceColumns(id, model),
          position,
          fetchedAt: at,
        }));
        // Values and not placeholders: drizzle turns a null boolean of a placeholder into false.
        for (let start = 0; start < rows.length; start += insertedAtOnce) {
          const some = rows.slice(start, start + insertedAtOnce);
          // A list may name a model twice; the first one counts.
          orm.insert(providerModel).values(some).onConflictDoNothing().run();
        }
      }),
    modelsListedAt: (id) => read(() => listedAt().get({ id })?.at ?? null),
  };
}
