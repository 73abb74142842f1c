import { z } from 'zod';
import type { Pricing } from './model';
import { dollarsOf, picosPerToken } from './money';

const count = z.number().int().nonnegative().nullable();

/** Tokens of one attempt by kind. `null` means that the provider did not say. `input` includes `cachedInput`; `output` includes `reasoning`. */
export const tokenUsageSchema = z.strictObject({
  input: count,
  output: count,
  cachedInput: count,
  cacheWrite: count,
  reasoning: count,
});
export type TokenUsage = z.infer<typeof tokenUsageSchema>;

export const noUsage: TokenUsage = {
  input: null,
  output: null,
  cachedInput: null,
  cacheWrite: null,
  reasoning: null,
};

/** What runs in Parley itself. */
export const freeOfCharge: Pricing = { input: 0, output: 0, cachedInput: 0, seenOn: '' };

/** Whole nano-dollars for an attempt, or null when a price or a count is not known. What is free costs 0, whatever it used. */
export function nanosFor(usage: TokenUsage, pricing: Pricing | null): number | null {
  if (pricing === null) return null;
  const cachedPrice = pricing.cachedInput ?? pricing.input;
  if (pricing.input === 0 && pricing.output === 0 && cachedPrice === 0) return 0;
  if (usage.input === null || usage.output === null) return null;
  const cached = Math.min(usage.cachedInput ?? 0, usage.input);
  const picos = [
    [usage.input - cached, pricing.input],
    [cached, cachedPrice],
    [usage.output, pricing.output],
  ].reduce((sum, [tokens = 0, price = 0]) => sum + BigInt(tokens) * BigInt(picosPerToken(price)), 0n);
  return Number((picos + 500n) / 1000n);
}

/** Whole nano-dollars for so many tokens in, and out; null when the price is unknown. */
export const estimateNanos = (input: number, output: number, pricing: Pricing | null): number | null =>
  nanosFor({ ...noUsage, input, output }, pricing);

/** Money in US dollars for an attempt, or null when a price or a count is not known. */
export function costOf(usage: TokenUsage, pricing: Pricing | null): number | null {
  const nanos = nanosFor(usage, pricing);
  return nanos === null ? null : dollarsOf(nanos);
}
