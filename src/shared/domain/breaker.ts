import { z } from 'zod';
import { appErrorSchema, errorCodes } from '../errors/app-error';
import { keyIdSchema, providerIdSchema } from './ids';

export const breakerStates = ['closed', 'open', 'half-open'] as const;
export type BreakerState = (typeof breakerStates)[number];

/** What a breaker guards: one model with one key, or with `modelId` null everything that is asked with the key. */
export const breakerRefSchema = z.strictObject({
  providerId: providerIdSchema,
  modelId: z.string().max(300).nullable(),
  /** Names the key among those of its provider; null: it has one, or needs none. */
  keyId: keyIdSchema.nullable(),
});
export type BreakerRef = z.infer<typeof breakerRefSchema>;

/** A breaker as it is now. Closed: requests go. Open: none goes. Half-open: one request goes, and decides. */
export const breakerViewSchema = z.strictObject({
  ref: breakerRefSchema,
  keyLast4: z.string().max(4).nullable(),
  state: z.enum(breakerStates),
  /** The last failure that counted. */
  cause: appErrorSchema.nullable(),
  /** Epoch ms at which this state began. */
  since: z.number(),
  /** Epoch ms of the next request that may go; null: any time, or, while open, when the key changes or a person tries. */
  nextTryAt: z.number().nullable(),
  /** Epoch ms until which the provider takes no more, as it said; null when it said nothing, or that is over. */
  limitedUntil: z.number().nullable(),
  /** Failures in a row. */
  failures: z.number().int().nonnegative(),
});
export type BreakerView = z.infer<typeof breakerViewSchema>;

/** A change of state, as it is kept. It holds no word of a person and none of a provider. */
export const breakerEventSchema = z.strictObject({
  /** Epoch ms. */
  at: z.number().int(),
  ref: breakerRefSchema,
  keyLast4: z.string().max(4).nullable(),
  state: z.enum(breakerStates),
  cause: z.enum(errorCodes).nullable(),
  nextTryAt: z.number().int().nullable(),
});
export type BreakerEvent = z.infer<typeof breakerEventSchema>;
