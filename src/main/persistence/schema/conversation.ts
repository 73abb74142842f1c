import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A place for conversations that a person made; one level, in the person's order. */
export const folder = sqliteTable('folder', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  position: integer('position').notNull(),
  createdAt: integer('created_at').notNull(),
  /** `text-seal.ts`; null for rows of before, until they are tidied. So are the others. */
  nameSha256: text('name_sha256'),
});

/** A tree of messages with one active branch, which ends at `headId`. */
export const conversation = sqliteTable(
  'conversation',
  {
    id: text('id').primaryKey(),
    title: text('title').notNull(),
    /** `text-seal.ts`; null for rows of before, until they are tidied. */
    titleSha256: text('title_sha256'),
    titleSource: text('title_source', { enum: ['default', 'auto', 'manual'] }).notNull(),
    personaId: text('persona_id'),
    modelProviderId: text('model_provider_id'),
    modelId: text('model_id'),
    headId: text('head_id'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    /** Place in the list: the conversation with the last turn has the largest (`list-position.ts`). Only grows, whatever the clock says. */
    listPosition: integer('list_position').notNull(),
    /** Grows by one with every change. */
    revision: integer('revision').notNull(),
    /** Set while it is in the trash. */
    deletedAt: integer('deleted_at'),
    folderId: text('folder_id').references(() => folder.id),
    pinnedAt: integer('pinned_at'),
    archivedAt: integer('archived_at'),
    /** Set when a reply ended that no window showed; null once it was looked at. */
    unreadAt: integer('unread_at'),
    /** How hard the model shall think: a word of the vendor's, or tokens; null leaves it to the provider. */
    thinkingEffort: text('thinking_effort'),
    /** The same question may be answered from the cache; null follows the persona. */
    reusesAnswers: integer('reuses_answers', { mode: 'boolean' }),
  },
  (table) => [
    index('conversation_list').on(table.listPosition),
    index('conversation_deleted').on(table.deletedAt),
    index('conversation_folder').on(table.folderId),
    index('conversation_unsealed')
      .on(table.id)
      .where(sql`title_sha256 IS NULL`),
    // One for each list of the sidebar, so that a page costs the same whatever else there is.
    index('conversation_recent')
      .on(table.listPosition)
      .where(sql`deleted_at IS NULL AND archived_at IS NULL AND pinned_at IS NULL AND folder_id IS NULL`),
    index('conversation_pinned')
      .on(table.listPosition)
      .where(sql`deleted_at IS NULL AND archived_at IS NULL AND pinned_at IS NOT NULL`),
    index('conversation_in_folder')
      .on(table.folderId, table.listPosition)
      .where(sql`deleted_at IS NULL AND archived_at IS NULL AND pinned_at IS NULL`),
    index('conversation_archived')
      .on(table.listPosition)
      .where(sql`deleted_at IS NULL AND archived_at IS NOT NULL`),
  ],
);

export const conversationTag = sqliteTable(
  'conversation_tag',
  {
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversation.id, { onDelete: 'cascade' }),
    /** As the person wrote it; compared without case. */
    tag: text('tag').notNull(),
    tagSha256: text('tag_sha256'),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.tag] }),
    index('conversation_tag_tag').on(table.tag),
  ],
);
