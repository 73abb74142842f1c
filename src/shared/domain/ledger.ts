import { z } from 'zod';

/** What a request was made for. */
export const ledgerPurposes = ['turn', 'title', 'probe'] as const;
export type LedgerPurpose = (typeof ledgerPurposes)[number];

const count = z.number().int().nonnegative();

/** Requests put together. Tokens are those that providers reported; money is whole nano-dollars of known prices. */
export const usageSumSchema = z.strictObject({
  requests: count,
  /** Those that ended without an answer. */
  failed: count,
  input: count,
  output: count,
  /** Part of `input`. */
  cachedInput: count,
  /** Part of `input`. */
  cacheWrite: count,
  /** Part of `output`. */
  reasoning: count,
  /** Pictures that models made. */
  images: count,
  nanos: count,
  /** Requests that were answered, and whose price or tokens are not known: `nanos` is without them. */
  unpriced: count,
});
export type UsageSum = z.infer<typeof usageSumSchema>;

export const usageDimensions = ['provider', 'model', 'persona', 'conversation', 'folder', 'purpose'] as const;
export type UsageDimension = (typeof usageDimensions)[number];

export const usageGroupSchema = z.strictObject({
  /** Names the group among the others; empty for what has none (no persona, no folder, a temporary conversation). */
  key: z.string(),
  /** What a person calls it; null when there is none, or it was deleted. */
  name: z.string().nullable(),
  sum: usageSumSchema,
});
export type UsageGroup = z.infer<typeof usageGroupSchema>;

export const usageDaySchema = z.strictObject({
  /** `YYYY-MM-DD`, in local time. */
  day: z.string(),
  sum: usageSumSchema,
});
export type UsageDay = z.infer<typeof usageDaySchema>;

/** From the first to before the second, in epoch ms; null is open. */
export const usageRangeSchema = z.strictObject({
  from: z.number().int().nonnegative().nullable(),
  to: z.number().int().nonnegative().nullable(),
});
export type UsageRange = z.infer<typeof usageRangeSchema>;
