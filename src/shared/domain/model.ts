import { z } from 'zod';
import { providerIdSchema } from './ids';
import { pricingSchema } from './pricing';
import type { ThinkingOffer } from './thinking';

export const modelRefSchema = z.strictObject({
  providerId: providerIdSchema,
  modelId: z.string().min(1).max(300),
});
/** Names one model of one provider; written `provider/model` in text. */
export type ModelRef = z.infer<typeof modelRefSchema>;

export { formatModelRef, parseModelRef, sameModel } from './model-ref';

export type { Pricing } from './pricing';

/** The shape of `ThinkingOffer`. */
const thinkingOfferSchema: z.ZodType<ThinkingOffer> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('levels'), levels: z.array(z.string()).min(1).readonly() }),
  z.strictObject({
    kind: z.literal('budget'),
    min: z.number().int().nonnegative(),
    max: z.number().int().positive(),
    canBeOff: z.boolean(),
  }),
]);

/** What is known of a model. `null` means unknown, and is shown as unknown. */
export const modelInfoSchema = z.strictObject({
  ref: modelRefSchema,
  name: z.string(),
  providerName: z.string(),
  contextWindow: z.number().int().positive().nullable(),
  outputLimit: z.number().int().positive().nullable(),
  supportsImages: z.boolean().nullable(),
  /** Its answers can hold images of its own making. */
  makesImages: z.boolean().nullable(),
  supportsThinking: z.boolean().nullable(),
  /** How its thinking can be set; null when there is nothing to set, or nothing is known. */
  thinking: thinkingOfferSchema.nullable(),
  pricing: pricingSchema.nullable(),
  /** Epoch ms at which the provider says the model was created. */
  createdAt: z.number().nullable(),
  deprecated: z.boolean(),
  isFavourite: z.boolean(),
  /** Out of the picker's sight, unless it is looked for by its name. */
  isHidden: z.boolean(),
  /** A person added it, or described it in their own words. */
  isCustom: z.boolean(),
});
export type ModelInfo = z.infer<typeof modelInfoSchema>;
