import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What goes to the trash by itself, and leaves it for good. */
export const retentionRule = sqliteTable('retention_rule', {
  id: text('id').primaryKey(),
  position: integer('position').notNull(),
  /** Null: whatever the folder; so is the next. */
  folderId: text('folder_id'),
  personaId: text('persona_id'),
  /** Untouched for so long. */
  days: integer('days').notNull(),
  /** Erased after so long in the trash; null leaves that to the trash. */
  eraseDays: integer('erase_days'),
  /** Over all of it: a rule that was changed outside of Parley deletes nothing. */
  sha256: text('sha256').notNull(),
});

/** What nothing deletes. */
export const legalHold = sqliteTable(
  'legal_hold',
  {
    scope: text('scope', { enum: ['conversation', 'folder', 'everything'] }).notNull(),
    /** Empty for everything. */
    targetId: text('target_id').notNull(),
    since: integer('since').notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.targetId] })],
);
