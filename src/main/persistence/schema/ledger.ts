import { sql } from 'drizzle-orm';
import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * What was asked of models and what it cost: one row a request, opened before it is sent, closed once, and kept when what
 * it was for is deleted. It holds no word of a conversation and no name that a person gave. Ids refer to nothing.
 */
export const ledger = sqliteTable(
  'ledger',
  {
    position: integer('position').primaryKey({ autoIncrement: true }),
    /** The attempt's, where there is one. */
    id: text('id').notNull().unique(),
    purpose: text('purpose', { enum: ['turn', 'title', 'probe'] }).notNull(),
    providerId: text('provider_id').notNull(),
    modelId: text('model_id').notNull(),
    modelName: text('model_name').notNull(),
    /** The model as the provider named it. */
    answeredBy: text('answered_by'),
    personaId: text('persona_id'),
    /** Null for what belongs to none, and for a temporary one. */
    conversationId: text('conversation_id'),
    /** Where the conversation was at that time. */
    folderId: text('folder_id'),
    startedAt: integer('started_at').notNull(),
    /** As of an attempt; null while it runs. */
    outcome: text('outcome'),
    errorCode: text('error_code'),
    errorReason: text('error_reason'),
    /** HTTP status of the answer. */
    errorStatus: integer('error_status'),
    inputTokens: integer('input_tokens'),
    outputTokens: integer('output_tokens'),
    cachedInputTokens: integer('cached_input_tokens'),
    cacheWriteTokens: integer('cache_write_tokens'),
    reasoningTokens: integer('reasoning_tokens'),
    imageInputTokens: integer('image_input_tokens'),
    imageOutputTokens: integer('image_output_tokens'),
    /** Pictures in the answer. */
    images: integer('images').notNull().default(0),
    /** Pico-dollars a token, and the day (`YYYY-MM-DD`) on which that price was seen; null when unknown. Once the row is closed, of what it was charged by. */
    inputPrice: integer('input_price'),
    outputPrice: integer('output_price'),
    cachedInputPrice: integer('cached_input_price'),
    cacheWritePrice: integer('cache_write_price'),
    imageInputPrice: integer('image_input_price'),
    imageOutputPrice: integer('image_output_price'),
    reasoningPrice: integer('reasoning_price'),
    /** Nano-dollars for each picture. */
    picturePrice: integer('picture_price'),
    /** Nano-dollars for the request beside its tokens, pictures that it sent included. */
    requestPrice: integer('request_price'),
    /** `catalogue`, `provider` for one that its own list told, or `you` for one that a person set. */
    priceSource: text('price_source'),
    priceSeenOn: text('price_seen_on'),
    /** Nano-dollars that were set aside for it before it was sent; null when nothing was. */
    reserved: integer('reserved'),
    /** Nano-dollars; null when the price or the tokens are unknown. */
    cost: integer('cost'),
    /** From the request to the headers of its answer. */
    connectMs: real('connect_ms'),
    firstTokenMs: real('first_token_ms'),
    totalMs: real('total_ms'),
  },
  (table) => [
    index('ledger_started').on(table.startedAt),
    index('ledger_conversation').on(table.conversationId),
    index('ledger_model').on(table.providerId, table.modelId, table.position),
    index('ledger_open')
      .on(table.position)
      .where(sql`outcome IS NULL`),
  ],
);
