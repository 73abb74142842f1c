import { describe, expect, it, test } from 'vitest';
import type { ModelInfo } from '#shared/domain/model';
import { modelRefSchema } from '#shared/domain/model';
import { pricingWith, type Pricing } from '#shared/domain/pricing';
import { readCustom, customDraftOf, tokensOf } from './custom-draft';
import { countFilters, filterModels, noFilter, type ModelFilter } from './filter-models';
import { priceDraftOf, readPrices } from './price-draft';
import { extendTo, keptIn, noSelection, toggleRow } from './row-selection';
import { searchModels, sortModels } from './sort-models';

const now = Date.parse('2026-11-21T12:00:00Z');
const days = (count: number): number => now - count * 86_400_000;
const priced = (known: Partial<Pricing>): Pricing => pricingWith({ ...known, seenOn: '2026-11-01' });

const model = (id: string, rest: Partial<ModelInfo> = {}): ModelInfo => ({
  ref: modelRefSchema.parse({ providerId: 'openai', modelId: id }),
  name: id,
  providerName: 'OpenAI',
  contextWindow: null,
  outputLimit: null,
  supportsImages: null,
  makesImages: null,
  supportsThinking: null,
  thinking: null,
  pricing: null,
  createdAt: null,
  deprecated: false,
  isFavourite: false,
  isHidden: false,
  isCustom: false,
  ...rest,
});

const models = [
  model('free', { pricing: priced({ input: 0, output: 0 }), createdAt: days(10), contextWindow: 8_000 }),
  model('cheap', { pricing: priced({ input: 0.5, output: 2 }), createdAt: days(100), supportsImages: true }),
  model('dear', {
    pricing: priced({ input: 30, output: 120 }),
    createdAt: days(400),
    supportsThinking: true,
  }),
  model('draws', { pricing: priced({ picture: 0.04 }), makesImages: true, contextWindow: 400_000 }),
  model('unknown', { isFavourite: true }),
  model('gone', { deprecated: true, isHidden: true }),
];
const left = (filter: Partial<ModelFilter>, query = ''): readonly string[] =>
  filterModels(models, { ...noFilter, ...filter }, { now, query }).map(({ name }) => name);

// Catches: what is unknown among what is free or cheap, and what is hidden in sight.
test.each<readonly [Partial<ModelFilter>, readonly string[]]>([
  [{}, ['free', 'cheap', 'dear', 'draws', 'unknown']],
  [{ price: 'free' }, ['free']],
  [{ price: '1' }, ['free', 'cheap']],
  [{ price: '20' }, ['free', 'cheap']],
  [{ price: 'more' }, ['dear']],
  [{ price: 'unknown' }, ['unknown']],
  [{ age: '90' }, ['free']],
  [{ age: '180' }, ['free', 'cheap']],
  [{ age: 'older' }, ['dear']],
  [{ age: 'unknown' }, ['draws', 'unknown']],
  [{ needs: ['sees'] }, ['cheap']],
  [{ needs: ['draws', 'long'] }, ['draws']],
  [{ needs: ['thinks', 'draws'] }, []],
  [{ isFavourite: true }, ['unknown']],
  [{ isHidden: true }, ['gone']],
  [{ isHidden: true, isDeprecated: true }, ['gone']],
  [{ providerId: 'anthropic' }, []],
])('%j leaves %j', (filter, names) => {
  expect(left(filter)).toEqual(names);
});

test('what is hidden is found by its whole name or id, and in use it stays', () => {
  expect(left({}, 'gon')).not.toContain('gone');
  expect(left({}, ' Gone ')).toContain('gone');
  expect(left({}, 'openai/gone')).toContain('gone');
  const inUse = filterModels(models, noFilter, { now, query: '', isInUse: ({ name }) => name === 'gone' });
  expect(inUse.map(({ name }) => name)).toContain('gone');
  expect(countFilters({ ...noFilter, price: 'free', needs: ['long'], isHidden: true })).toBe(3);
});

test('an order puts what is unknown behind what is known', () => {
  const order = (by: Parameters<typeof sortModels>[1]) => sortModels(models, by).map(({ name }) => name);
  expect(order('price').slice(0, 3)).toEqual(['free', 'cheap', 'dear']);
  expect(order('window').slice(0, 2)).toEqual(['draws', 'free']);
  expect(order('newest').slice(0, 3)).toEqual(['free', 'cheap', 'dear']);
  expect(order('name')).toEqual(['cheap', 'dear', 'draws', 'free', 'gone', 'unknown']);
  expect(searchModels(models, 'fre').map(({ name }) => name)).toEqual(['free']);
});

describe('marks', () => {
  const rows = ['a', 'b', 'c', 'd'];
  it('grow from where they began, and one goes', () => {
    const two = extendTo(rows, toggleRow(noSelection, 'b'), 'd');
    expect([...two.keys]).toEqual(['b', 'c', 'd']);
    expect([...toggleRow(two, 'c').keys]).toEqual(['b', 'd']);
    expect([...extendTo(rows, toggleRow(noSelection, 'c'), 'a').keys].toSorted()).toEqual(['a', 'b', 'c']);
  });
  it('of rows that a filter took away do not count', () => {
    expect(keptIn(new Set(['a']), toggleRow(toggleRow(noSelection, 'a'), 'b'))).toEqual(['a']);
  });
});

describe('what is written', () => {
  it.each([
    ['200000', 200_000],
    ['200,000', 200_000],
    ['200K', 200_000],
    ['1.05m', 1_050_000],
    ['', null],
    ['-1', undefined],
    ['0', undefined],
    ['many', undefined],
  ])('%j is so many tokens', (text, tokens) => {
    expect(tokensOf(text)).toBe(tokens);
  });
  it('is a price or is left to the catalogue, and what is neither is said', () => {
    const draft = priceDraftOf(null);
    expect(readPrices({ ...draft, input: ' $2,50 ', picture: '0.04' }).prices).toMatchObject({
      input: 2.5,
      output: null,
      picture: 0.04,
    });
    expect(readPrices({ ...draft, output: 'free', cachedInput: '-1', cacheWrite: '0.0000001' })).toEqual({
      prices: null,
      wrong: ['output', 'cachedInput', 'cacheWrite'],
    });
    expect(readPrices({ ...draft, input: '0' }).prices).toMatchObject({ input: 0 });
  });
  it('is a model with an id, and with its name where none is given', () => {
    const draft = customDraftOf({ providerId: 'openai', modelId: ' my-model ' }, null);
    expect(readCustom({ ...draft, makesImages: 'no' }).custom).toMatchObject({
      name: 'my-model',
      contextWindow: null,
      supportsImages: null,
      makesImages: false,
    });
    expect(readCustom({ ...draft, modelId: '', outputLimit: 'x' }).wrong).toEqual(['modelId', 'outputLimit']);
  });
});
