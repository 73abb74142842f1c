import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * The ledger's requests to one model within one hour, put together as each ends, in its transaction: a month of a million
 * requests is read as a few thousand rows. Made from the ledger alone, and made again from it when it is gone.
 */
export const healthHour = sqliteTable(
  'health_hour',
  {
    /** Hours of the epoch, by when the requests were sent. */
    hour: integer('hour').notNull(),
    providerId: text('provider_id').notNull(),
    modelId: text('model_id').notNull(),
    modelName: text('model_name').notNull(),
    /** See `judgeAttempt`; what says nothing of a provider is in none of these. */
    answered: integer('answered').notNull(),
    failed: integer('failed').notNull(),
    limited: integer('limited').notNull(),
    declined: integer('declined').notNull(),
    /** Of answers to messages: tokens, and the ms from the first to the last. */
    outputTokens: integer('output_tokens').notNull(),
    writingMs: integer('writing_ms').notNull(),
    /** Times of answers, packed (`time-histogram.ts`). */
    times: blob('times', { mode: 'buffer' }).notNull(),
    /** JSON: how often each error code; null when none. */
    errors: text('errors'),
    /** JSON of the last failure: at, code, reason, status. */
    lastError: text('last_error'),
  },
  (table) => [primaryKey({ columns: [table.hour, table.providerId, table.modelId] })],
);
