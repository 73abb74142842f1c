import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { conversation } from './conversation';

/** Where a conversation came from, and the record it was made of, so that a better importer can run again. It goes with its conversation. */
export const importRecord = sqliteTable(
  'import_record',
  {
    conversationId: text('conversation_id')
      .primaryKey()
      .references(() => conversation.id, { onDelete: 'cascade' }),
    /** One of `originApps`. */
    app: text('app').notNull(),
    /** The conversation's id there. */
    sourceId: text('source_id').notNull(),
    importedAt: integer('imported_at').notNull(),
    /** Of the importer that read it; null where there is no record. */
    importerVersion: integer('importer_version'),
    /** The record as UTF-8, gzip; null for what came without one. */
    raw: blob('raw', { mode: 'buffer' }),
    /** SHA-256 (hex) of the record before it was packed; also its seal. */
    rawSha256: text('raw_sha256'),
  },
  (table) => [index('import_record_source').on(table.app, table.sourceId)],
);
