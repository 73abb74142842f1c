import { and, asc, desc, eq, inArray, isNotNull, lt, not, sql } from 'drizzle-orm';
import { hashMessage } from '../content-hash';
import type { Database } from '../database';
import { attemptExchange } from '../schema/attempt';
import { partFile } from '../schema/file';
import { message } from '../schema/message';
import { part } from '../schema/part';
import { isHeldSql } from './holds';

const isHeld = sql.raw(
  `EXISTS (SELECT 1 FROM conversation WHERE conversation.id = message.conversation_id AND ${isHeldSql()})`,
);

/**
 * Deletes for good what messages have held that went to the trash before `before` (epoch ms), at most `limit` of them.
 * A message with others below it stays as an empty step of their way. Returns how many were emptied.
 */
export function emptyMessageTrash({ orm, write }: Database, before: number, limit: number): number {
  return write(
    () => {
      const old = orm
        .select()
        .from(message)
        // An emptied step has no parts any more: it is not found again.
        .innerJoin(part, eq(part.messageId, message.id))
        .where(and(isNotNull(message.deletedAt), lt(message.deletedAt, before), not(isHeld)))
        .groupBy(message.id)
        .orderBy(asc(message.deletedAt), desc(message.depth))
        .limit(limit)
        .all();
      for (const { message: row } of old) {
        for (const table of [part, partFile, attemptExchange]) {
          orm.delete(table).where(eq(table.messageId, row.id)).run();
        }
        const [child] = orm
          .select({ id: message.id })
          .from(message)
          .where(eq(message.parentId, row.id))
          .limit(1)
          .all();
        if (child === undefined)
          orm
            .delete(message)
            .where(inArray(message.id, [row.id]))
            .run();
        else {
          const empty = { ...row, error: null };
          const set = { error: null, contentSha256: hashMessage(empty, []) };
          orm.update(message).set(set).where(eq(message.id, row.id)).run();
        }
      }
      return old.length;
    },
    { frees: true },
  );
}
