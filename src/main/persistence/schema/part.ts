import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { message } from './message';

/** A piece of a settled message. Parts are never merged: provider state belongs to exactly one. */
export const part = sqliteTable(
  'part',
  {
    messageId: text('message_id')
      .notNull()
      .references(() => message.id, { onDelete: 'cascade' }),
    index: integer('part_index').notNull(),
    type: text('type').notNull(),
    /** JSON `{"v":1, …}` (part-codec.ts). */
    payload: text('payload').notNull(),
    providerStateKind: text('provider_state_kind'),
    /** Exactly the bytes that the provider sent. */
    providerState: blob('provider_state', { mode: 'buffer' }),
    sha256: text('sha256').notNull(),
  },
  (table) => [primaryKey({ columns: [table.messageId, table.index] })],
);

/** Text of a live reply as it comes, and its images as JSON; folded into parts and deleted when the message is settled. */
export const partChunk = sqliteTable(
  'part_chunk',
  {
    messageId: text('message_id')
      .notNull()
      .references(() => message.id, { onDelete: 'cascade' }),
    seq: integer('seq').notNull(),
    partIndex: integer('part_index').notNull(),
    kind: text('kind', { enum: ['text', 'thinking', 'image'] }).notNull(),
    text: text('text').notNull(),
  },
  (table) => [primaryKey({ columns: [table.messageId, table.seq] })],
);
