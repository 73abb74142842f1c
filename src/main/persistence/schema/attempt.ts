import { blob, index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { message } from './message';

/**
 * The ledger: one request to one model. It refers to conversations and messages without a foreign key,
 * because what was used and paid stays known after they are gone.
 */
export const attempt = sqliteTable(
  'attempt',
  {
    position: integer('position').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    messageId: text('message_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    personaId: text('persona_id'),
    providerId: text('provider_id').notNull(),
    modelId: text('model_id').notNull(),
    modelName: text('model_name').notNull(),
    /** The model as the provider named it. */
    answeredBy: text('answered_by'),
    /** Null while it runs. */
    outcome: text('outcome', {
      enum: [
        'complete',
        'length',
        'filtered',
        'refused',
        'paused',
        'cancelled',
        'truncated',
        'error',
        'interrupted',
      ],
    }),
    /** AppErrorData as JSON. */
    error: text('error'),
    requestId: text('request_id'),
    inputTokens: integer('input_tokens'),
    outputTokens: integer('output_tokens'),
    cachedInputTokens: integer('cached_input_tokens'),
    cacheWriteTokens: integer('cache_write_tokens'),
    reasoningTokens: integer('reasoning_tokens'),
    imageInputTokens: integer('image_input_tokens'),
    imageOutputTokens: integer('image_output_tokens'),
    /** US dollars; null when unknown. */
    cost: real('cost'),
    startedAt: integer('started_at').notNull(),
    firstTokenMs: real('first_token_ms'),
    totalMs: real('total_ms'),
    /** When the answer that was used again was given; null where the model was asked. */
    cachedAt: integer('cached_at'),
  },
  (table) => [index('attempt_message').on(table.messageId), index('attempt_started').on(table.startedAt)],
);

/** What one attempt sent and what came back, without keys; gzip. It goes with its message. */
export const attemptExchange = sqliteTable('attempt_exchange', {
  attemptId: text('attempt_id').primaryKey(),
  messageId: text('message_id')
    .notNull()
    .references(() => message.id, { onDelete: 'cascade' }),
  /** JSON: method, address without secrets, headers without secrets, body; files by their hash. */
  request: blob('request', { mode: 'buffer' }).notNull(),
  /** The bytes of the answer as they came, at most 8 MB. */
  response: blob('response', { mode: 'buffer' }),
  status: integer('status'),
});
