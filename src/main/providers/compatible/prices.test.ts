import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listedPricesSchema } from '#shared/domain/pricing';
import { readModelList } from './models';

const pricesOf = (pricing: unknown) => readModelList({ data: [{ id: 'm', pricing }] })[0]?.prices ?? null;
const token = { prompt: '0.000003', completion: '0.000015' };

describe('prices in a list', () => {
  // As OpenRouter lists them: dollars a token as text, 0 where a kind has no price of its own.
  it('are read by the token', () => {
    expect(
      pricesOf({
        ...token,
        request: '0',
        image: '0',
        web_search: '0.01',
        internal_reasoning: '0',
        input_cache_read: '0.0000003',
        input_cache_write: '0.00000375',
      }),
    ).toEqual({
      input: 3,
      output: 15,
      cachedInput: 0.3,
      cacheWrite: 3.75,
      imageInput: null,
      imageOutput: null,
      reasoning: null,
      audioInput: null,
      audioOutput: null,
      picture: null,
      request: null,
      pictureSent: null,
      tiers: [],
    });
  });

  it('are read for requests, pictures, thinking and audio', () => {
    expect(
      pricesOf({
        prompt: '0.0000003',
        completion: '0.0000025',
        request: '0.005',
        image: '0.001238',
        image_output: '0.00003',
        internal_reasoning: '0.0000035',
        audio: '0.000001',
        audio_output: '0.000064',
      }),
    ).toMatchObject({
      ...{ input: 0.3, output: 2.5, request: 0.005, pictureSent: 0.001238, imageInput: null },
      ...{ imageOutput: 30, picture: null, reasoning: 3.5, audioInput: 1, audioOutput: 64 },
    });
    // By the token what is too cheap for a picture, and by the picture what is too dear for a token.
    expect(pricesOf({ ...token, image: '0.000003', image_output: '0.04' })).toMatchObject({
      ...{ imageInput: 3, pictureSent: null, imageOutput: null, picture: 0.04 },
    });
  });

  // As Together lists them: dollars a million, as numbers.
  it('are read by the million', () => {
    const known = { hourly: 0, base: 0, finetune: 0 };
    expect(pricesOf({ input: 0.88, output: 0.9, ...known })).toMatchObject({ input: 0.88, output: 0.9 });
    expect(pricesOf({ input: 0, output: 0, ...known })).toMatchObject({ input: 0, output: 0 });
    expect(pricesOf({ input: 0, output: 0, ...known, hourly: 3.49 }), 'by the hour').toBeNull();
    // Others write dollars a token in the same place, as text.
    expect(pricesOf({ input: '0.0000008', output: '0.0000009' })).toBeNull();
  });

  it('have steps by the length of the prompt', () => {
    const prices = pricesOf({
      ...token,
      input_cache_read: '0.0000003',
      overrides: [
        { min_prompt_tokens: 500_000, prompt: '0.000009' },
        { min_prompt_tokens: 200_000, prompt: '0.000006', completion: '0.0000225' },
      ],
    });
    expect(prices?.tiers).toMatchObject([
      { above: 199_999, rates: { input: 6, output: 22.5, cachedInput: 0.3 } },
      // Of those that hold, a later one counts.
      { above: 499_999, rates: { input: 6, output: 22.5, cachedInput: 0.3 } },
    ]);
  });

  // Catches: a price that is charged though it holds at other hours, or that nobody understood.
  it.each([
    ['of the hour', [{ utc_start: 1_200, utc_end: 800, prompt: '0.000001' }]],
    ['of something new', [{ min_prompt_tokens: 5, surcharge: '0.1' }]],
    ['that are none', ['x']],
    ['with a broken price', [{ min_prompt_tokens: 5, prompt: '-1' }]],
    ['beyond counting', Array.from({ length: 1_000 }, () => ({ min_prompt_tokens: 5, prompt: '0.1' }))],
  ])('are unknown with conditions %s', (_, overrides) => {
    expect(pricesOf({ ...token, overrides })).toBeNull();
  });

  // Catches: a crash, a negative price, a price of 0 for what nobody knows.
  it.each<[string, unknown]>([
    ['-1 of what chooses by itself', '-1'],
    ['a negative number', -0.000001],
    ['not a number', 'NaN'],
    ['too much', '1e99'],
    ['too much for a token', '0.5'],
    ['infinite', 'Infinity'],
    ['nothing', ''],
    ['no number of ours', '0x10'],
    ['a comma', '0,000003'],
    ['too little to count', '0.00000000000001'],
    ['null', null],
    ['true', true],
    ['a list', ['0.000003']],
    ['an object', { usd: '0.000003' }],
  ])('are unknown where one is %s', (_, price) => {
    expect(pricesOf({ ...token, prompt: price })).toBeNull();
    expect(pricesOf({ ...token, completion: price })).toBeNull();
    expect(pricesOf({ ...token, input_cache_read: price, request: price })).toMatchObject({
      input: 3,
      cachedInput: null,
    });
  });

  it.each([[undefined], [null], ['free'], [[]], [{}], [{ prompt: '0.000003' }]])(
    'are none in %j',
    (pricing) => {
      expect(pricesOf(pricing)).toBeNull();
    },
  );

  it('are prices or unknown, whatever a list says', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...Object.keys(token), 'input', 'output', 'image', 'request', 'overrides'),
          fc.anything(),
        ),
        (pricing) => {
          const prices = pricesOf(pricing);
          expect(prices === null || listedPricesSchema.safeParse(prices).success).toBe(true);
        },
      ),
    );
  });
});
