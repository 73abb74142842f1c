import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { message } from './message';

/** Answers that may be used again, by the hash of everything that was sent. One goes with the message it was given to. */
export const answerCache = sqliteTable(
  'answer_cache',
  {
    /** SHA-256 (hex) over where and what was asked. */
    key: text('key').primaryKey(),
    messageId: text('message_id')
      .notNull()
      .references(() => message.id, { onDelete: 'cascade' }),
    createdAt: integer('created_at').notNull(),
    /** The stream of the answer as JSON, gzip. */
    body: blob('body', { mode: 'buffer' }).notNull(),
    /** Over the key and the body. */
    sha256: text('sha256').notNull(),
  },
  (table) => [
    index('answer_cache_created').on(table.createdAt),
    index('answer_cache_message').on(table.messageId),
  ],
);
