import { z } from 'zod';
import { appErrorSchema, errorCodes, errorReasons } from '../errors/app-error';
import { breakerEventSchema } from './breaker';
import { headroomSchema } from './headroom';
import { providerIdSchema } from './ids';

/** A failure as the ledger keeps it: without a word of what was said. */
export const lastFailureSchema = z.strictObject({
  /** Epoch ms. */
  at: z.number(),
  code: z.enum(errorCodes),
  reason: z.enum(errorReasons).nullable(),
  status: z.number().int().nullable(),
});
export type LastFailure = z.infer<typeof lastFailureSchema>;

export const healthStates = ['ok', 'slow', 'failing', 'down', 'unknown'] as const;
export type HealthState = (typeof healthStates)[number];

const count = z.number().int().nonnegative();
/** The last failure of a request that says something of the provider; `message` is empty. */
const failureSchema = z.strictObject({ at: z.number(), error: appErrorSchema }).nullable();

/** How a provider or a model does just now. */
export const healthStatusSchema = z.strictObject({
  state: z.enum(healthStates),
  /** The rule by which it is so, in a sentence. */
  why: z.string(),
  /** Of the last 24 hours. */
  lastFailure: failureSchema,
});
export type HealthStatus = z.infer<typeof healthStatusSchema>;

/** What windows show beside a name; `modelId` null is the provider itself. */
export const healthSignSchema = z.strictObject({
  providerId: providerIdSchema,
  modelId: z.string().nullable(),
  status: healthStatusSchema,
});
export type HealthSign = z.infer<typeof healthSignSchema>;

/** Times in ms, each right within 5 %. */
export const percentilesSchema = z.strictObject({
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  count,
});
export type Percentiles = z.infer<typeof percentilesSchema>;

/** One piece of the time that is looked at. The counts are verdicts (`judgeAttempt`). */
export const healthCellSchema = z.strictObject({
  answered: count,
  failed: count,
  limited: count,
  declined: count,
  /** To the first word, in ms; null when there was no answer. */
  p50: z.number().nullable(),
  p95: z.number().nullable(),
});
export type HealthCell = z.infer<typeof healthCellSchema>;

export const healthFactsSchema = z.strictObject({
  answered: count,
  failed: count,
  limited: count,
  declined: count,
  /** How often each kind of failure, the most first. */
  errors: z.array(z.strictObject({ code: z.enum(errorCodes), count })).readonly(),
  connect: percentilesSchema.nullable(),
  firstToken: percentilesSchema.nullable(),
  total: percentilesSchema.nullable(),
  tokensPerSecond: z.number().nullable(),
  lastFailure: failureSchema,
  /** One for each of the report's. */
  cells: z.array(healthCellSchema).readonly(),
  /** Of answers and failures of the provider, the share of answers, 0 to 1; null without any. */
  uptime: z.strictObject({
    day: z.number().nullable(),
    week: z.number().nullable(),
    month: z.number().nullable(),
  }),
});
export type HealthFacts = z.infer<typeof healthFactsSchema>;

export const modelHealthSchema = z.strictObject({
  modelId: z.string(),
  name: z.string(),
  status: healthStatusSchema,
  facts: healthFactsSchema,
});
export type ModelHealth = z.infer<typeof modelHealthSchema>;

/** What was left with one key when its last answer came. */
export const keyHeadroomSchema = z.strictObject({
  keyLast4: z.string().max(4).nullable(),
  modelId: z.string(),
  at: z.number(),
  headroom: z.array(headroomSchema).readonly(),
});
export type KeyHeadroom = z.infer<typeof keyHeadroomSchema>;

/** The light request that checks a provider: a few words of its cheapest model, or its list of models, which is free. */
export const probeOfferSchema = z.strictObject({
  kind: z.enum(['request', 'list']),
  modelName: z.string().nullable(),
  /** Whole nano-dollars that one may cost at most. */
  nanos: count,
});
export type ProbeOffer = z.infer<typeof probeOfferSchema>;

export const providerHealthSchema = z.strictObject({
  providerId: providerIdSchema,
  name: z.string(),
  /** It can be asked: it is switched on and has a key, or needs none. */
  isReady: z.boolean(),
  status: healthStatusSchema,
  facts: healthFactsSchema,
  headroom: z.array(keyHeadroomSchema).readonly(),
  /** Null where nothing can be asked. */
  probe: probeOfferSchema.nullable(),
  /** Changes of its breakers in the last month, the newest first, at most 50. */
  breakerEvents: z.array(breakerEventSchema).readonly(),
  models: z.array(modelHealthSchema).readonly(),
});
export type ProviderHealth = z.infer<typeof providerHealthSchema>;

export const healthRanges = ['day', 'week', 'month'] as const;
export type HealthRange = (typeof healthRanges)[number];

export const healthReportSchema = z.strictObject({
  /** Epoch ms. */
  at: z.number(),
  overall: z.strictObject({ state: z.enum(['ok', 'degraded', 'down', 'unknown']), sentence: z.string() }),
  cells: z.array(z.strictObject({ from: z.number(), to: z.number() })).readonly(),
  /** Of all providers together. */
  facts: healthFactsSchema,
  providers: z.array(providerHealthSchema).readonly(),
});
export type HealthReport = z.infer<typeof healthReportSchema>;

/** Stands in the ledger for the request for a list of models. */
export const listOfModels = { modelId: 'list-of-models', modelName: 'List of models' } as const;

export const probeMinuteChoices = [5, 15, 60] as const;
