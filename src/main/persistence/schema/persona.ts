import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const persona = sqliteTable('persona', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  description: text('description').notNull(),
  instructions: text('instructions').notNull(),
  modelProviderId: text('model_provider_id'),
  modelId: text('model_id'),
  temperature: real('temperature'),
  /** JSON array of strings. */
  starters: text('starters').notNull(),
  reusesAnswers: integer('reuses_answers', { mode: 'boolean' }).notNull().default(false),
  /** Over all that a person wrote (`text-seal.ts`); null for rows of before, until they are tidied. */
  textSha256: text('text_sha256'),
  /** The person's order. */
  position: integer('position').notNull(),
  isBundled: integer('is_bundled', { mode: 'boolean' }).notNull(),
  updatedAt: integer('updated_at').notNull(),
  deletedAt: integer('deleted_at'),
});
