import { z } from 'zod';
import type { Pricing } from './model';

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

/** Money in US dollars for an attempt, or null when a price or a count is not known. */
export function costOf(usage: TokenUsage, pricing: Pricing | null): number | null {
  if (pricing === null || usage.input === null || usage.output === null) return null;
  const cached = usage.cachedInput ?? 0;
  const cachedPrice = pricing.cachedInput ?? pricing.input;
  const fresh = Math.max(0, usage.input - cached);
  return (fresh * pricing.input + cached * cachedPrice + usage.output * pricing.output) / 1_000_000;
}
