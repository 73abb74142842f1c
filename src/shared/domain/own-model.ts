import { z } from 'zod';
import { modelRefSchema } from './model';
import { pricingSchema } from './pricing';

/** Dollars with at most six digits behind the point, as money is counted. Null leaves it to who tells it. */
const amount = z
  .number()
  .nonnegative()
  .max(1_000_000)
  .refine((value) => Number(value.toFixed(6)) === value, 'At most six digits behind the point.')
  .nullable();

/** What a person says that a model costs: tokens by the million, pictures each. */
export const ownPricesSchema = z.strictObject({
  input: amount,
  output: amount,
  cachedInput: amount,
  cacheWrite: amount,
  imageInput: amount,
  imageOutput: amount,
  picture: amount,
});
export type OwnPrices = z.infer<typeof ownPricesSchema>;

const tokens = z.number().int().positive().max(1_000_000_000).nullable();
const ability = z.boolean().nullable();

/** A model as a person describes it, whatever lists say; null leaves it to them. */
export const customModelSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  contextWindow: tokens,
  outputLimit: tokens,
  supportsImages: ability,
  makesImages: ability,
  supportsThinking: ability,
});
export type CustomModel = z.infer<typeof customModelSchema>;

/** Who told a fact; `vendor` is the maker's own page on its models. */
export const factSourceSchema = z.enum(['provider', 'vendor', 'catalogue', 'you']);
export type FactSource = z.infer<typeof factSourceSchema>;

const source = factSourceSchema.nullable();

/** Where what is known of a model comes from. */
export const modelDetailsSchema = z.strictObject({
  model: modelRefSchema,
  /** Null for what nobody told. */
  sources: z.strictObject({
    name: source,
    contextWindow: source,
    outputLimit: source,
    supportsImages: source,
    makesImages: source,
    supportsThinking: source,
    createdAt: source,
    deprecated: source,
  }),
  /** When the provider's list came, in epoch ms; null when none has. */
  listedAt: z.number().nullable(),
  /** The days of the catalogue and of what was read on the makers' pages, `YYYY-MM-DD`. */
  catalogueDate: z.string(),
  vendorDate: z.string(),
  /** What the person set, and what holds without it: the provider's list or the catalogue, as its source says. */
  ownPrices: ownPricesSchema.nullable(),
  custom: customModelSchema.nullable(),
  toldPricing: pricingSchema.nullable(),
});
export type ModelDetails = z.infer<typeof modelDetailsSchema>;
export type ModelSources = ModelDetails['sources'];
