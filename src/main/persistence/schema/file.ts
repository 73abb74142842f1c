import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { message } from './message';

/** What is known of a stored file (blobs/), whoever refers to it. */
export const file = sqliteTable('file', {
  /** SHA-256 (hex) of its bytes: its name in blobs/. */
  sha256: text('sha256').primaryKey(),
  mediaType: text('media_type').notNull(),
  bytes: integer('bytes').notNull(),
  /** Of an image, in pixels. */
  width: integer('width'),
  height: integer('height'),
  /** What was read out of a document; null for an image. The parts that send it carry its hash. */
  text: text('text'),
  createdAt: integer('created_at').notNull(),
});

/** Which parts need a stored file: what nothing refers to is collected. */
export const partFile = sqliteTable(
  'part_file',
  {
    messageId: text('message_id')
      .notNull()
      .references(() => message.id, { onDelete: 'cascade' }),
    partIndex: integer('part_index').notNull(),
    sha256: text('sha256').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.partIndex, table.sha256] }),
    index('part_file_sha256').on(table.sha256),
  ],
);

/** A file in a composer that was not sent; `key` as in `draft`. */
export const draftFile = sqliteTable(
  'draft_file',
  {
    key: text('key').notNull(),
    position: integer('position').notNull(),
    sha256: text('sha256').notNull(),
    name: text('name').notNull(),
  },
  (table) => [primaryKey({ columns: [table.key, table.position] })],
);
