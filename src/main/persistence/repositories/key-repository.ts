import { asc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { keyIdSchema, providerIdSchema } from '#shared/domain/ids';
import { errorCodes } from '#shared/errors/app-error';
import type { KeyRepository, KeyRow } from '#main/ports/key-repository';
import type { Database } from '../database';
import { providerKey } from '../schema/provider-key';
import { sealedKeyLabel, sealKey } from '../text-seal';
import { lazily } from './lazily';

const errorCodeSchema = z.enum(errorCodes).nullable().catch(null);

/** A row whose ids are none any more (damage) is left out rather than failing the list. */
function toKeyRows(stored: typeof providerKey.$inferSelect): KeyRow[] {
  const { textSha256, ...row } = stored;
  const id = keyIdSchema.safeParse(row.id);
  const providerId = providerIdSchema.safeParse(row.providerId);
  const replaces = keyIdSchema.nullable().catch(null).parse(row.replaces);
  if (!id.success || !providerId.success) return [];
  const lastError = errorCodeSchema.parse(row.lastError);
  const label = sealedKeyLabel(row, textSha256);
  return [{ ...row, id: id.data, providerId: providerId.data, replaces, lastError, label }];
}

const fromKeyRow = (row: KeyRow): typeof providerKey.$inferSelect => ({
  id: row.id,
  providerId: row.providerId,
  label: row.label,
  last4: row.last4,
  origin: row.origin,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  lastUsedAt: row.lastUsedAt,
  lastError: row.lastError,
  expiresAt: row.expiresAt,
  position: row.position,
  state: row.state,
  replaces: row.replaces,
  textSha256: sealKey(row),
});

export function createKeyRepository({ orm, read, write }: Database): KeyRepository {
  const all = lazily(() =>
    orm.select().from(providerKey).orderBy(asc(providerKey.position), asc(providerKey.id)).prepare(),
  );
  return {
    list: () => read(() => all().all().flatMap(toKeyRows)),
    change: (saved, removed) =>
      write(
        () => {
          if (removed.length > 0) {
            orm
              .delete(providerKey)
              .where(inArray(providerKey.id, [...removed]))
              .run();
          }
          for (const row of saved) {
            const sealed = fromKeyRow(row);
            orm
              .insert(providerKey)
              .values(sealed)
              .onConflictDoUpdate({ target: providerKey.id, set: sealed })
              .run();
          }
        },
        { frees: removed.length > 0 },
      ),
    noteUse: (id, at, lastError) =>
      write(() => {
        orm.update(providerKey).set({ lastUsedAt: at, lastError }).where(eq(providerKey.id, id)).run();
      }),
  };
}
