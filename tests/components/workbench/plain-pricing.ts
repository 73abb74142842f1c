import type { Pricing } from '#shared/domain/pricing';

/** Prices of which only some are known, without the schemas (`plain-error.ts`). */
export const plainPricing = (known: Partial<Pricing> & Pick<Pricing, 'seenOn'>): Pricing => ({
  input: null,
  output: null,
  cachedInput: null,
  cacheWrite: null,
  imageInput: null,
  imageOutput: null,
  reasoning: null,
  audioInput: null,
  audioOutput: null,
  picture: null,
  request: null,
  pictureSent: null,
  tiers: [],
  source: 'catalogue',
  ...known,
});
