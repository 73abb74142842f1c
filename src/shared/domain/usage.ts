import { z } from 'zod';
import { dollarsOf, nanosOf, picosPerToken } from './money';
import { isFree } from './is-free';
import { priceFor, pricingWith, type Pricing } from './pricing';

const count = z.number().int().nonnegative().nullable();

/**
 * Tokens of one attempt by kind. `null` means that the provider did not say. `input` includes `cachedInput`, `cacheWrite`
 * and `imageInput`; `output` includes `reasoning` and `imageOutput`.
 */
export const tokenUsageSchema = z.strictObject({
  input: count,
  output: count,
  cachedInput: count,
  cacheWrite: count,
  reasoning: count,
  /** Of pictures that were sent. */
  imageInput: count,
  /** Of pictures that the model made. */
  imageOutput: count,
});
export type TokenUsage = z.infer<typeof tokenUsageSchema>;

export const noUsage: TokenUsage = {
  input: null,
  output: null,
  cachedInput: null,
  cacheWrite: null,
  reasoning: null,
  imageInput: null,
  imageOutput: null,
};

/** What runs in Parley itself. */
export const freeOfCharge: Pricing = pricingWith({ input: 0, output: 0, cachedInput: 0, seenOn: '' });

/** Pico-dollars of so many tokens; null when there are some, and nobody knows what one costs. */
function picosOf(tokens: number, price: number | null): bigint | null {
  if (tokens === 0) return 0n;
  return price === null ? null : BigInt(tokens) * BigInt(picosPerToken(price));
}

const picosPerNano = 1000n;
/** Of what has a price each, in dollars. */
const picosOfEach = (price: number): bigint => BigInt(nanosOf(price)) * picosPerNano;

function picosOfInput({ input, ...usage }: TokenUsage, price: Pricing): readonly (bigint | null)[] {
  const cached = Math.min(usage.cachedInput ?? 0, input ?? 0);
  const written = Math.min(usage.cacheWrite ?? 0, (input ?? 0) - cached);
  const pictures = Math.min(usage.imageInput ?? 0, (input ?? 0) - cached - written);
  return [
    picosOf((input ?? 0) - cached - written - pictures, price.input),
    picosOf(cached, price.cachedInput ?? price.input),
    picosOf(written, price.cacheWrite ?? price.input),
    picosOf(pictures, price.imageInput ?? price.input),
  ];
}

/** What comes out and is no picture: thinking has a price of its own, or that of text. */
function picosOfText(tokens: number, usage: TokenUsage, price: Pricing): readonly (bigint | null)[] {
  const thought = price.reasoning === null ? 0 : Math.min(usage.reasoning ?? 0, tokens);
  return [picosOf(tokens - thought, price.output), picosOf(thought, price.reasoning)];
}

/** A picture has a price of its own, or that of its tokens; how many these are is not guessed. */
function picosOfOutput(usage: TokenUsage, images: number, price: Pricing): readonly (bigint | null)[] {
  const output = usage.output ?? 0;
  const drawn = usage.imageOutput ?? (price.picture !== null && images > 0 ? output : 0);
  const pictures = Math.min(drawn, output);
  const text = picosOfText(output - pictures, usage, price);
  if (price.picture !== null) return [...text, BigInt(images) * picosOfEach(price.picture)];
  if (images > 0 && pictures === 0) return [null];
  return [...text, picosOf(pictures, price.imageOutput)];
}

/**
 * Whole nano-dollars for an attempt that made so many pictures, or null when a price or a count is not known. What is free
 * costs 0, whatever it used. With a price for a picture and none for tokens, a request costs its pictures, and what each
 * request costs. Pictures that were sent are in the price of the request (`withPictures`).
 */
export function nanosFor(usage: TokenUsage, pricing: Pricing | null, images = 0): number | null {
  if (pricing === null) return null;
  if (isFree(pricing)) return 0;
  if (pricing.input === null && pricing.output === null) {
    return pricing.picture === null
      ? null
      : images * nanosOf(pricing.picture) + nanosOf(pricing.request ?? 0);
  }
  if (usage.input === null || usage.output === null) return null;
  const price = priceFor(pricing, usage.input);
  let picos = picosOfEach(price.request ?? 0);
  for (const part of [...picosOfInput(usage, price), ...picosOfOutput(usage, images, price)]) {
    if (part === null) return null;
    picos += part;
  }
  return Number((picos + picosPerNano / 2n) / picosPerNano);
}

/** What an attempt cost in US dollars (null is unknown), and the price that it was charged by. */
export function chargeFor(
  usage: TokenUsage,
  images: number,
  pricing: Pricing | null,
): { readonly cost: number | null; readonly price: Pricing | null } {
  const nanos = nanosFor(usage, pricing, images);
  return {
    cost: nanos === null ? null : dollarsOf(nanos),
    price: pricing === null ? null : priceFor(pricing, usage.input ?? 0),
  };
}

/** Whole nano-dollars for so many tokens in, and out; null when the price is unknown. */
export const estimateNanos = (input: number, output: number, pricing: Pricing | null): number | null =>
  nanosFor({ ...noUsage, input, output }, pricing);

/** The same for a model that draws: its answer is one picture of at most so many tokens. */
export const estimatePicture = (input: number, output: number, pricing: Pricing | null): number | null =>
  nanosFor({ ...noUsage, input, output, imageOutput: output }, pricing, 1);
