import { z } from 'zod';
import { providerIdSchema } from './ids';

export const modelRefSchema = z.strictObject({
  providerId: providerIdSchema,
  modelId: z.string().min(1).max(300),
});
/** Names one model of one provider; written `provider/model` in text. */
export type ModelRef = z.infer<typeof modelRefSchema>;

export { formatModelRef, parseModelRef, sameModel } from './model-ref';

/** Prices in US dollars per million tokens, with the day they were seen (`YYYY-MM-DD`). */
export const pricingSchema = z.strictObject({
  input: z.number().nonnegative(),
  output: z.number().nonnegative(),
  cachedInput: z.number().nonnegative().nullable(),
  seenOn: z.string(),
});
export type Pricing = z.infer<typeof pricingSchema>;

/** What is known of a model. `null` means unknown, and is shown as unknown. */
export const modelInfoSchema = z.strictObject({
  ref: modelRefSchema,
  name: z.string(),
  providerName: z.string(),
  contextWindow: z.number().int().positive().nullable(),
  outputLimit: z.number().int().positive().nullable(),
  supportsImages: z.boolean().nullable(),
  supportsThinking: z.boolean().nullable(),
  pricing: pricingSchema.nullable(),
  /** Epoch ms at which the provider says the model was created. */
  createdAt: z.number().nullable(),
  deprecated: z.boolean(),
  isFavourite: z.boolean(),
});
export type ModelInfo = z.infer<typeof modelInfoSchema>;
