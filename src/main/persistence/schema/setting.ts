import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** One setting as JSON. A key this version does not know, or a value it cannot read, is left as it is. */
export const setting = sqliteTable('setting', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
  valueSha256: text('value_sha256'),
});

/** Text in a composer that was not sent; `key` is a conversation's id, or `new`. */
export const draft = sqliteTable('draft', {
  key: text('key').primaryKey(),
  text: text('text').notNull(),
  textSha256: text('text_sha256'),
  updatedAt: integer('updated_at').notNull(),
});
