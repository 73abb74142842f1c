import { sql } from 'drizzle-orm';
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * What the search index has to look at again, written by triggers in the transaction of the change itself and never by
 * code. The index names the last row that it took in; that row stays until a later one was taken in, and its token tells
 * that this is still the history which the index was made from (docs/adr/0011).
 */
export const searchChange = sqliteTable('search_change', {
  seq: integer('seq').primaryKey(),
  /** A message that came, changed or went. */
  messagePosition: integer('message_position'),
  /** A conversation whose title came, changed or went. */
  conversationId: text('conversation_id'),
  token: integer('token')
    .notNull()
    .default(sql`(random() % 9007199254740992)`),
});
