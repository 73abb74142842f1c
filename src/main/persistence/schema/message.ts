import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import { conversation } from './conversation';

/** One node of a conversation's tree. */
export const message = sqliteTable(
  'message',
  {
    /** Order of creation over all conversations; also the row id, so that an index of text can refer to it. */
    position: integer('position').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversation.id, { onDelete: 'cascade' }),
    // No cascade here: SQLite cascades one level of nesting per message, and stops at 1,000.
    parentId: text('parent_id').references((): AnySQLiteColumn => message.id),
    role: text('role', { enum: ['user', 'assistant', 'system'] }).notNull(),
    status: text('status', {
      enum: ['streaming', 'complete', 'stopped', 'failed', 'interrupted', 'truncated'],
    }).notNull(),
    /** Distance from the root, which has 0. */
    depth: integer('depth').notNull(),
    createdAt: integer('created_at').notNull(),
    /** AppErrorData as JSON. */
    error: text('error'),
    /** Over the row and its parts (content-hash.ts). Null while it streams. */
    contentSha256: text('content_sha256'),

    // Marks of a person. They are no content: the hash above leaves them out.
    starredAt: integer('starred_at'),
    /** Whether it is sent whatever the window holds (`always`), or never; null follows the window. */
    inclusion: text('inclusion', { enum: ['always', 'never'] }),
    /** What is above is not sent any more. */
    startsContext: integer('starts_context', { mode: 'boolean' }).notNull().default(false),
    /** Set while it is in the trash. Its row stays on the path of what is below it. */
    deletedAt: integer('deleted_at'),
    /** The message that this was copied from; the ledger tells of the model under that id. */
    copiedFrom: text('copied_from'),
  },
  (table) => [
    index('message_depth').on(table.conversationId, table.depth),
    index('message_parent').on(table.parentId),
    // One live reply per conversation, whatever the code above believes.
    uniqueIndex('message_streaming')
      .on(table.conversationId)
      .where(sql`status = 'streaming'`),
  ],
);
