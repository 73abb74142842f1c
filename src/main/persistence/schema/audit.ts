import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What mattered, in a chain of hashes (`audit/audit-chain.ts`). Triggers refuse every change and deletion. */
export const auditEntry = sqliteTable('audit_entry', {
  /** 1, 2, 3 … without a gap. */
  seq: integer('seq').primaryKey(),
  at: integer('at').notNull(),
  kind: text('kind').notNull(),
  /** JSON with its names in order. */
  facts: text('facts').notNull(),
  /** The hash of the entry before; empty for the first. */
  previous: text('previous').notNull(),
  hash: text('hash').notNull(),
});
