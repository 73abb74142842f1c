import { z } from 'zod';
import { providerIdSchema } from './ids';
import { modelRefSchema } from './model';

export const mostFallbacks = 10;

/** What a person set for one provider. */
export const providerRoutingSchema = z.strictObject({
  /** The id of the model to begin with at this provider; null: Parley chooses. */
  defaultModel: z.string().min(1).max(300).nullable().default(null),
  /** Asked one after the other when a model of this provider does not answer; of any provider. */
  fallbacks: z.array(modelRefSchema).max(mostFallbacks).readonly().default([]),
  /** Parley asks it no more often than this; null: no limit of one's own. */
  requestsPerMinute: z.number().int().min(1).max(100_000).nullable().default(null),
  /** Tokens in and out that it takes a minute. */
  tokensPerMinute: z.number().int().min(1).max(1_000_000_000).nullable().default(null),
});
export type ProviderRouting = z.infer<typeof providerRoutingSchema>;

/** A fallback as it stands now. */
export const hopViewSchema = z.strictObject({
  model: modelRefSchema,
  name: z.string(),
  providerName: z.string(),
  /** Why it would be passed over, always or for some messages; each a sentence. */
  problems: z.array(z.string()).readonly(),
});
export type HopView = z.infer<typeof hopViewSchema>;

/** What is set for a provider, whose id may be a word that every object knows; null when nothing is. */
export const findRouting = (
  all: Readonly<Record<string, ProviderRouting>>,
  providerId: string,
): ProviderRouting | null => (Object.hasOwn(all, providerId) ? (all[providerId] ?? null) : null);

export const routingViewSchema = z.strictObject({
  providerId: providerIdSchema,
  routing: providerRoutingSchema,
  /** Why the default model cannot be used, if so. */
  defaultProblem: z.string().nullable(),
  /** The chain in use: its own, else the environment's, which is read-only. */
  hops: z.array(hopViewSchema).readonly(),
  isFromEnvironment: z.boolean(),
});
export type RoutingView = z.infer<typeof routingViewSchema>;
