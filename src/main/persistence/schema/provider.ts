import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** A configured endpoint. What is known of its keys is in `provider_key`. */
export const provider = sqliteTable('provider', {
  id: text('id').primaryKey(),
  kind: text('kind', { enum: ['openai', 'anthropic', 'google', 'compatible', 'guide'] }).notNull(),
  name: text('name').notNull(),
  baseUrl: text('base_url'),
  isEnabled: integer('is_enabled', { mode: 'boolean' }).notNull(),
  position: integer('position').notNull(),
  /** Over what a person set: kind, name and address (`text-seal.ts`). */
  textSha256: text('text_sha256'),
});

/** The last list that a provider gave. Also of providers without a row (from the environment), hence no foreign key. */
export const providerModel = sqliteTable(
  'provider_model',
  {
    providerId: text('provider_id').notNull(),
    modelId: text('model_id').notNull(),
    position: integer('position').notNull(),
    name: text('name'),
    contextWindow: integer('context_window'),
    outputLimit: integer('output_limit'),
    supportsImages: integer('supports_images', { mode: 'boolean' }),
    makesImages: integer('makes_images', { mode: 'boolean' }),
    supportsThinking: integer('supports_thinking', { mode: 'boolean' }),
    /** Words in JSON, as the list told them. */
    thinkingLevels: text('thinking_levels', { mode: 'json' }).$type<readonly string[]>(),
    createdAt: integer('created_at'),
    isDeprecated: integer('is_deprecated', { mode: 'boolean' }).notNull(),
    fetchedAt: integer('fetched_at').notNull(),
    /** JSON of prices by kind, as the list told them; null when it told none. */
    prices: text('prices'),
    /** Over the prices (`text-seal.ts`); null without them. */
    pricesSha256: text('prices_sha256'),
  },
  (table) => [primaryKey({ columns: [table.providerId, table.modelId] })],
);

/** What a person says of a model: one of their own, prices, that it is out of sight. One row a model of which anything is said. */
export const ownModel = sqliteTable(
  'own_model',
  {
    providerId: text('provider_id').notNull(),
    modelId: text('model_id').notNull(),
    /** JSON of what it can do, for a model that the person added; else null. */
    facts: text('facts'),
    /** JSON of prices by kind, and the day (`YYYY-MM-DD`) on which they were set; else null. */
    prices: text('prices'),
    isHidden: integer('is_hidden', { mode: 'boolean' }).notNull(),
    /** Over both texts (`text-seal.ts`). */
    textSha256: text('text_sha256').notNull(),
  },
  (table) => [primaryKey({ columns: [table.providerId, table.modelId] })],
);
