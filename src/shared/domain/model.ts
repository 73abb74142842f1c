import { z } from 'zod';
import { providerIdSchema } from './ids';

export const modelRefSchema = z.strictObject({
  providerId: providerIdSchema,
  modelId: z.string().min(1).max(300),
});
/** Names one model of one provider; written `provider/model` in text. */
export type ModelRef = z.infer<typeof modelRefSchema>;

export const formatModelRef = (ref: ModelRef): string => `${ref.providerId}/${ref.modelId}`;

/** Reads `provider/model`; the model's own id may contain slashes. Null when it is not of that form. */
export function parseModelRef(text: string): ModelRef | null {
  const slash = text.indexOf('/');
  if (slash <= 0) return null;
  const parsed = modelRefSchema.safeParse({
    providerId: text.slice(0, slash).trim().toLowerCase(),
    modelId: text.slice(slash + 1).trim(),
  });
  return parsed.success ? parsed.data : null;
}

export const sameModel = (a: ModelRef | null, b: ModelRef | null): boolean =>
  a?.providerId === b?.providerId && a?.modelId === b?.modelId;

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
