import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** When a breaker opened, let one request try, and closed. It holds nothing that a person or a provider wrote. */
export const breakerEvent = sqliteTable(
  'breaker_event',
  {
    position: integer('position').primaryKey({ autoIncrement: true }),
    at: integer('at').notNull(),
    providerId: text('provider_id').notNull(),
    /** Null: everything that is asked with the key. */
    modelId: text('model_id'),
    keyId: text('key_id'),
    keyLast4: text('key_last4'),
    state: text('state').notNull(),
    /** A code of `errorCodes`. */
    cause: text('cause'),
    nextTryAt: integer('next_try_at'),
  },
  (table) => [index('breaker_event_at').on(table.at)],
);
