import { csvCell } from '#shared/domain/csv-cell';
import { dollarsOf } from '#shared/domain/money';
import type { LedgerEntry } from '#main/ports/usage-repository';

type Cell = string | number | null;

/** `0.000123456`: never in powers of ten, which few programs read. */
const money = (nanos: number | null): string | null =>
  nanos === null
    ? null
    : dollarsOf(nanos)
        .toFixed(9)
        .replace(/\.?0+$/, '');

/** Dollars per million tokens. */
const price = (picos: number | null): number | null => (picos === null ? null : picos / 1_000_000);

const columns: readonly (readonly [string, (entry: LedgerEntry) => Cell])[] = [
  ['started', ({ startedAt }) => new Date(startedAt).toISOString()],
  ['purpose', ({ purpose }) => purpose],
  ['provider', ({ providerId }) => providerId],
  ['model', ({ modelId }) => modelId],
  ['model_name', ({ modelName }) => modelName],
  ['answered_by', ({ answeredBy }) => answeredBy],
  ['persona', ({ persona }) => persona],
  ['conversation', ({ conversation }) => conversation],
  ['folder', ({ folder }) => folder],
  ['outcome', ({ outcome }) => outcome],
  ['error', ({ errorCode }) => errorCode],
  ['input_tokens', ({ inputTokens }) => inputTokens],
  ['output_tokens', ({ outputTokens }) => outputTokens],
  ['cached_input_tokens', ({ cachedInputTokens }) => cachedInputTokens],
  ['cache_write_tokens', ({ cacheWriteTokens }) => cacheWriteTokens],
  ['reasoning_tokens', ({ reasoningTokens }) => reasoningTokens],
  ['images', ({ images }) => images],
  ['cost_usd', ({ cost }) => money(cost)],
  ['input_price_per_million', ({ inputPrice }) => price(inputPrice)],
  ['output_price_per_million', ({ outputPrice }) => price(outputPrice)],
  ['cached_input_price_per_million', ({ cachedInputPrice }) => price(cachedInputPrice)],
  ['price_seen_on', ({ priceSeenOn }) => priceSeenOn],
  ['first_token_ms', ({ firstTokenMs }) => rounded(firstTokenMs)],
  ['total_ms', ({ totalMs }) => rounded(totalMs)],
  // What came later stands behind, so that a sheet made for an older file still fits.
  ['cache_write_price_per_million', ({ cacheWritePrice }) => price(cacheWritePrice)],
  ['image_input_tokens', ({ imageInputTokens }) => imageInputTokens],
  ['image_output_tokens', ({ imageOutputTokens }) => imageOutputTokens],
  ['image_input_price_per_million', ({ imageInputPrice }) => price(imageInputPrice)],
  ['image_output_price_per_million', ({ imageOutputPrice }) => price(imageOutputPrice)],
  ['price_per_picture', ({ picturePrice }) => money(picturePrice)],
  ['price_source', ({ priceSource }) => priceSource],
  ['reasoning_price_per_million', ({ reasoningPrice }) => price(reasoningPrice)],
  ['price_of_request', ({ requestPrice }) => money(requestPrice)],
];

const rounded = (ms: number | null): number | null => (ms === null ? null : Math.round(ms));

const line = (cells: readonly Cell[]): string => `${cells.map(csvCell).join(',')}\r\n`;

export const csvHeader = (): string => line(columns.map(([name]) => name));

/** One row of the ledger as RFC 4180 says; unknown is empty. */
export const csvLine = (entry: LedgerEntry): string => line(columns.map(([, read]) => read(entry)));
