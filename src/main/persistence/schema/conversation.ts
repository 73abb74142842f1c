import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A tree of messages with one active branch, which ends at `headId`. */
export const conversation = sqliteTable(
  'conversation',
  {
    id: text('id').primaryKey(),
    title: text('title').notNull(),
    titleSource: text('title_source', { enum: ['default', 'auto', 'manual'] }).notNull(),
    personaId: text('persona_id'),
    modelProviderId: text('model_provider_id'),
    modelId: text('model_id'),
    headId: text('head_id'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    /** Place in the list: the conversation with the last turn has the largest. Never the clock, which may be set back. */
    listPosition: integer('list_position').notNull(),
    /** Grows by one with every change. */
    revision: integer('revision').notNull(),
    /** Set while it is in the trash. */
    deletedAt: integer('deleted_at'),
  },
  (table) => [
    index('conversation_list').on(table.listPosition),
    index('conversation_deleted').on(table.deletedAt),
  ],
);
