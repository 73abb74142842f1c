import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFree } from './is-free';
import { dollarsOf } from './money';
import { noRates, priceFor, pricingWith, withPictures, type Pricing } from './pricing';
import { chargeFor, estimateNanos, estimatePicture, nanosFor, noUsage, type TokenUsage } from './usage';

const priced = (known: Partial<Pricing>): Pricing => pricingWith({ ...known, seenOn: '2026-11-01' });
const used = (known: Partial<TokenUsage>): TokenUsage => ({ ...noUsage, ...known });

describe('the price of a request', () => {
  // Catches: a kind of token at the price of another, counted twice, or rounded before the end.
  it.each([
    ['plain', { input: 3, output: 15 }, { input: 1_000, output: 100 }, 0, 4_500_000],
    [
      'cached',
      { input: 3, output: 15, cachedInput: 0.3 },
      { input: 1_000, output: 0, cachedInput: 900 },
      0,
      570_000,
    ],
    [
      'cached, of unknown price',
      { input: 3, output: 15 },
      { input: 1_000, output: 0, cachedInput: 900 },
      0,
      3_000_000,
    ],
    [
      'read from a cache and written to one',
      { input: 4, output: 20, cachedInput: 0.2, cacheWrite: 5 },
      { input: 2_161, output: 4, cachedInput: 2_000, cacheWrite: 100 },
      0,
      // 61 at $4, 2,000 at $0.20, 100 at $5, 4 at $20 a million.
      244_000 + 400_000 + 500_000 + 80_000,
    ],
    [
      'a picture that was sent',
      { input: 5, output: 10, imageInput: 8, imageOutput: 32 },
      { input: 12, output: 0, imageInput: 2 },
      0,
      66_000,
    ],
    [
      'a picture beside text',
      { input: 0.3, output: 2.5, imageOutput: 30 },
      { input: 10, output: 1_300, imageOutput: 1_290 },
      1,
      // 10 at $0.30, 10 at $2.50, 1,290 at $30 a million.
      3_000 + 25_000 + 38_700_000,
    ],
    [
      'pictures at a price each',
      { input: 1, output: 2, picture: 0.04 },
      { input: 10, output: 1_290 },
      2,
      80_010_000,
    ],
    [
      'pictures at a price each, and text',
      { input: 1, output: 2, picture: 0.04 },
      { input: 10, output: 1_300, imageOutput: 1_290 },
      1,
      40_030_000,
    ],
    [
      'thinking at its own price',
      { input: 1, output: 2, reasoning: 3 },
      { input: 10, output: 100, reasoning: 60 },
      0,
      // 10 at $1, 40 at $2, 60 at $3 a million.
      10_000 + 80_000 + 180_000,
    ],
    [
      'a request that costs something by itself',
      { input: 1, output: 2, request: 0.005 },
      { input: 10, output: 100 },
      0,
      5_210_000,
    ],
    ['a picture alone', { picture: 0.134 }, {}, 1, 134_000_000],
    [
      'fractions of a nano-dollar, rounded once',
      { input: 0.0001, output: 0.0004 },
      { input: 3, output: 1 },
      0,
      1,
    ],
  ] as const)('%s', (_name, price, usage, images, nanos) => {
    expect(nanosFor(used(usage), priced(price), images)).toBe(nanos);
  });

  // Catches: an invented price, and 0 for what nobody knows.
  it.each([
    ['no price', null, { input: 1, output: 1 }, 0],
    ['no price of what came', priced({ input: 3 }), { input: 1, output: 1 }, 0],
    ['nobody counted', priced({ input: 3, output: 15 }), { input: 1 }, 0],
    [
      'a picture that has none',
      priced({ input: 3, output: 15 }),
      { input: 1, output: 1_290, imageOutput: 1_290 },
      1,
    ],
    [
      'a picture of unknown tokens',
      priced({ input: 3, output: 15, imageOutput: 30 }),
      { input: 1, output: 1_290 },
      1,
    ],
  ] as const)('is unknown with %s', (_name, pricing, usage, images) => {
    expect(nanosFor(used(usage), pricing, images)).toBeNull();
  });

  it('knows what came in without what it costs when nothing came out', () => {
    expect(nanosFor(used({ input: 10, output: 0 }), priced({ input: 3 }))).toBe(30_000);
  });

  it('is 0 for what is free, whatever was used', () => {
    const free = priced({ input: 0, output: 0 });
    expect(nanosFor(noUsage, free, 3)).toBe(0);
    expect(isFree(free)).toBe(true);
    expect(isFree(priced({ input: 0, output: 0, picture: 0.01 }))).toBe(false);
    expect(isFree(priced({}))).toBe(false);
  });
});

it('what each picture costs that is sent is in the price of the request', () => {
  const price = priced({ input: 1, output: 2, request: 0.005, pictureSent: 0.0012 });
  expect(withPictures(price, 3)).toMatchObject({ request: 0.0086, pictureSent: null });
  expect(nanosFor(used({ input: 10, output: 100 }), withPictures(price, 3))).toBe(8_810_000);
  expect(withPictures(price, 0)).toBe(price);
  expect(withPictures(null, 3)).toBeNull();
  expect(isFree(priced({ input: 0, output: 0, request: 0.005 }))).toBe(false);
  expect(isFree(priced({ input: 0, output: 0, audioInput: 1 }))).toBe(false);
});

describe('prices by the length of the prompt', () => {
  const long = priced({
    input: 2,
    output: 10,
    cachedInput: 0.2,
    tiers: [
      { above: 200_000, rates: { ...noRates, input: 4, output: 15, cachedInput: 0.4 } },
      { above: 500_000, rates: { ...noRates, input: 6, output: 20, cachedInput: 0.6 } },
    ],
  });

  // Catches: a step at the wrong token, or only the tokens beyond it at the higher price.
  it.each([
    [200_000, 2, 10, 0.2],
    [200_001, 4, 15, 0.4],
    [500_001, 6, 20, 0.6],
  ])('%i tokens cost $%d and $%d a million, all of them', (input, sent, received, cached) => {
    const usage = used({ input, output: 1_000, cachedInput: 1_000 });
    expect(nanosFor(usage, long)).toBe(((input - 1_000) * sent + 1_000 * cached + 1_000 * received) * 1_000);
    expect(chargeFor(usage, 0, long)).toMatchObject({
      cost: dollarsOf(nanosFor(usage, long) ?? 0),
      price: { input: sent, output: received, cachedInput: cached, tiers: [], seenOn: '2026-11-01' },
    });
  });

  it('an estimate takes the step of what is sent', () => {
    expect(estimateNanos(200_001, 10, long)).toBe(200_001 * 4_000 + 10 * 15_000);
    expect(priceFor(long, 0).tiers).toEqual([]);
  });
});

it('an estimate of a picture knows both ways to charge for one', () => {
  expect(estimatePicture(10, 4_160, priced({ input: 5, output: 10, imageOutput: 32 }))).toBe(
    50_000 + 133_120_000,
  );
  expect(estimatePicture(10, 4_160, priced({ input: 5, output: 10, picture: 0.04 }))).toBe(40_050_000);
  expect(estimatePicture(10, 4_160, priced({ input: 5, output: 10 }))).toBeNull();
});

// Catches: the sum of the kinds is more or less than what was used.
it('with one price for everything, kinds make no difference', () => {
  const count = fc.nat({ max: 5_000_000 });
  const one = priced({
    input: 1.5,
    output: 1.5,
    cachedInput: 1.5,
    cacheWrite: 1.5,
    imageInput: 1.5,
    imageOutput: 1.5,
  });
  fc.assert(
    fc.property(
      count,
      count,
      count,
      count,
      count,
      count,
      (input, output, cachedInput, cacheWrite, imageInput, imageOutput) => {
        const usage = used({ input, output, cachedInput, cacheWrite, imageInput, imageOutput });
        expect(nanosFor(usage, one)).toBe((input + output) * 1_500);
      },
    ),
  );
});
