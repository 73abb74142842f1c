import { desc, eq, lt, sql } from 'drizzle-orm';
import { createHash } from 'node:crypto';
import type { AnswerCache, CacheLimits } from '#main/ports/answer-cache';
import type { Database } from '../database';
import { answerCache } from '../schema/answer-cache';
import { message } from '../schema/message';
import { lazily } from './lazily';

const sealOf = (key: string, body: Buffer): string =>
  createHash('sha256').update(key).update(body).digest('hex');

export function createAnswerCache({ orm, read, write }: Database): AnswerCache {
  const byKey = lazily(() =>
    orm
      .select()
      .from(answerCache)
      .where(eq(answerCache.key, sql.placeholder('key')))
      .prepare(),
  );
  const bytes = sql<number>`length(${answerCache.body})`;

  /** What is too old, and the oldest of what is too much. */
  const trim = ({ notBefore, maxBytes }: CacheLimits): void => {
    orm.delete(answerCache).where(lt(answerCache.createdAt, notBefore)).run();
    let total = 0;
    const newestFirst = orm
      .select({ key: answerCache.key, bytes })
      .from(answerCache)
      .orderBy(desc(answerCache.createdAt), desc(sql`rowid`))
      .all();
    for (const row of newestFirst) {
      total += row.bytes;
      if (total > maxBytes) orm.delete(answerCache).where(eq(answerCache.key, row.key)).run();
    }
  };

  return {
    find: (key, notBefore) =>
      read(() => {
        const row = byKey().get({ key });
        if (row === undefined || row.createdAt < notBefore) return null;
        return row.sha256 === sealOf(key, row.body) ? { body: row.body, createdAt: row.createdAt } : null;
      }),
    save: ({ key, messageId, body, createdAt }, limits) =>
      write(() => {
        // Its message may have been erased meanwhile.
        const [owner] = orm.select({ id: message.id }).from(message).where(eq(message.id, messageId)).all();
        if (owner === undefined) return;
        const row = { messageId, createdAt, body, sha256: sealOf(key, body) };
        orm
          .insert(answerCache)
          .values({ key, ...row })
          .onConflictDoUpdate({ target: answerCache.key, set: row })
          .run();
        trim(limits);
      }),
    size: () =>
      read(() => {
        const [row] = orm
          .select({ answers: sql<number>`count(*)`, bytes: sql<number>`coalesce(sum(${bytes}), 0)` })
          .from(answerCache)
          .all();
        return { answers: row?.answers ?? 0, bytes: row?.bytes ?? 0 };
      }),
    clear: () => write(() => void orm.delete(answerCache).run(), { frees: true }),
  };
}
