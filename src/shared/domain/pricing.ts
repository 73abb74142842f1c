import { z } from 'zod';

const rate = z.number().nonnegative().nullable();

/** What a token costs by its kind, in US dollars per million; null is unknown. */
export const ratesSchema = z.strictObject({
  input: rate,
  output: rate,
  /** What the provider had kept of the prompt; unknown, it costs as `input`. */
  cachedInput: rate,
  /** What the provider keeps of the prompt from now on; unknown, it costs as `input`. */
  cacheWrite: rate,
  /** Pictures that are sent; unknown, they cost as `input`. */
  imageInput: rate,
  /** Pictures that the model makes; never as `output`, which costs a fraction of it. */
  imageOutput: rate,
  /** Thinking, a part of what comes out; unknown, it costs as `output`. */
  reasoning: rate,
  audioInput: rate,
  audioOutput: rate,
});
export type Rates = z.infer<typeof ratesSchema>;
export type RateKind = keyof Rates;

export const noRates: Rates = {
  input: null,
  output: null,
  cachedInput: null,
  cacheWrite: null,
  imageInput: null,
  imageOutput: null,
  reasoning: null,
  audioInput: null,
  audioOutput: null,
};

/** What a model costs, with the day on which that was seen (`YYYY-MM-DD`). */
export const pricingSchema = ratesSchema.extend({
  /** US dollars for each picture it makes; it takes the place of what the picture's tokens cost. */
  picture: rate,
  /** US dollars for each request, and for each picture that is sent, beside what their tokens cost; null where nothing is taken. */
  request: rate,
  pictureSent: rate,
  /** The prices of a whole request whose prompt has more tokens than `above`, the shortest first. */
  tiers: z.array(z.strictObject({ above: z.number().int().nonnegative(), rates: ratesSchema })).readonly(),
  seenOn: z.string(),
  /** Who told them: `provider` is the list of the very provider that serves the model. */
  source: z.enum(['provider', 'catalogue', 'you']),
});
export type Pricing = z.infer<typeof pricingSchema>;

/** The same as a list of models tells them. */
export const listedPricesSchema = pricingSchema.omit({ seenOn: true, source: true });
export type ListedPrices = z.infer<typeof listedPricesSchema>;

export const noPrices: ListedPrices = {
  ...noRates,
  picture: null,
  request: null,
  pictureSent: null,
  tiers: [],
};

/** Prices of which only some are known. */
export const pricingWith = (known: Partial<Pricing> & Pick<Pricing, 'seenOn'>): Pricing => ({
  ...noPrices,
  source: 'catalogue',
  ...known,
});

/** The price of one request: of the longest prompt that it goes beyond. It has no tiers any more. */
export function priceFor(pricing: Pricing, input: number): Pricing {
  const tier = pricing.tiers.findLast(({ above }) => input > above);
  return { ...pricing, ...tier?.rates, tiers: [] };
}

/** The price of a request that sends so many pictures: what each of them costs is in that of the request. */
export function withPictures(pricing: Pricing | null, sent: number): Pricing | null {
  if (pricing === null || pricing.pictureSent === null || sent === 0) return pricing;
  // To the nano-dollar, as money is counted.
  const request = Number(((pricing.request ?? 0) + sent * pricing.pictureSent).toFixed(9));
  return { ...pricing, request, pictureSent: null };
}
