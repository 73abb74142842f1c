import { describe, expect, test } from 'vitest';
import type { ModelInfo } from '#shared/domain/model';
import { modelRefSchema } from '#shared/domain/model';
import { pricingWith, type Pricing } from '#shared/domain/pricing';
import { explainPrice, formatPrice, formatWindow, modelFacts } from './model-facts';
import { groupModels, rankModel } from './rank-models';

const model = (providerId: string, modelId: string, rest: Partial<ModelInfo> = {}): ModelInfo => ({
  ref: modelRefSchema.parse({ providerId, modelId }),
  name: modelId,
  providerName: providerId,
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

describe('searching models', () => {
  const models = [
    model('openai', 'gpt-6-sol'),
    model('openai', 'gpt-5.5'),
    model('anthropic', 'claude-opus-5-5', { name: 'Claude Opus 5.5', providerName: 'Anthropic' }),
  ];
  test.each([
    ['opus', 'claude-opus-5-5'],
    ['claude 5.5', 'claude-opus-5-5'],
    ['anthropic', 'claude-opus-5-5'],
    ['gpt6sol', 'gpt-6-sol'],
    ['SOL', 'gpt-6-sol'],
  ])('%s finds %s first', (query, id) => {
    expect(groupModels(models, query)[0]?.models[0]?.ref.modelId).toBe(id);
  });
  test('letters that are only spelled out are left out when something is found as it stands', () => {
    const names = groupModels([model('a', 'gpt-6'), model('a', 'great-poet')], 'gpt')[0]?.models;
    expect(names?.map(({ name }) => name)).toEqual(['gpt-6']);
  });
  test('what is nowhere is not found', () => {
    expect(groupModels(models, 'llama')).toEqual([]);
    expect(models.map((known) => rankModel(known, 'gpt anthropic'))).toEqual([null, null, null]);
  });
});

test('favourites come first, then providers by name, newest first and retired last, the Guide at the end', () => {
  const groups = groupModels(
    [
      model('openai', 'old', { createdAt: 1 }),
      model('openai', 'new', { createdAt: 2 }),
      model('openai', 'gone', { createdAt: 3, deprecated: true }),
      model('anthropic', 'loved', { isFavourite: true }),
      model('anthropic', 'other'),
      model('guide', 'guide'),
    ],
    '',
  );
  expect(groups.map(({ name, models }) => [name, models.map(({ ref }) => ref.modelId)])).toEqual([
    ['Favourites', ['loved']],
    ['anthropic', ['other']],
    ['openai', ['new', 'old', 'gone']],
    ['guide', ['guide']],
  ]);
});

test.each([
  [null, 'context unknown'],
  [200_000, '200K context'],
  [1_048_576, '1M context'],
  [8192, '8K context'],
])('a window of %s tokens reads %s', (tokens, text) => {
  expect(formatWindow(tokens)).toBe(text);
});

const priced = (input: number, output: number) => ({
  pricing: pricingWith({ input, output, cachedInput: null, seenOn: '2026-11-01' }),
});

const also = (known: Partial<Pricing>) => ({ pricing: pricingWith({ ...known, seenOn: '2026-11-01' }) });

test.each([
  [priced(3, 15), '$3 / $15 per M tokens'],
  [priced(0.25, 1.5), '$0.25 / $1.50 per M tokens'],
  [priced(0.075, 0.3), '$0.075 / $0.30 per M tokens'],
  [priced(1.23, 4.9), '$1.23 / $4.90 per M tokens'],
  [{ pricing: pricingWith({ picture: 0.04, seenOn: '2026-11-01' }) }, '$0.04 a picture'],
  [
    { pricing: pricingWith({ input: 0.3, output: 2.5, imageOutput: 30, seenOn: '2026-11-01' }) },
    '$0.30 / $2.50 per M tokens, pictures $30',
  ],
  [also({ input: 4, output: 16, audioInput: 32, audioOutput: 64 }), '$4 / $16 per M tokens, audio $32 / $64'],
  [also({ input: 0.3, output: 2.5, audioInput: 1 }), '$0.30 / $2.50 per M tokens, audio sent $1'],
  [also({ audioOutput: 12 }), 'audio received $12'],
  [also({ input: 1, output: 2, audioInput: 1 }), '$1 / $2 per M tokens'],
  [also({ input: 0, output: 0, audioInput: 1 }), '$0 / $0 per M tokens, audio sent $1'],
  [priced(0, 0), 'free'],
  [{ pricing: null }, 'price unknown'],
])('a price reads as it is said, and an unknown one is never free', (model, text) => {
  expect(formatPrice(model)).toBe(text);
});

test('Auto, which is no model, has no window and no price that could be unknown', () => {
  const facts = modelFacts(model('auto', 'auto'));
  expect(facts).toContain('by your rules');
  expect(facts).not.toContain('unknown');
});

test('a price says how old it is', () => {
  expect(explainPrice(priced(3, 15))).toContain('2026-11-01');
  expect(explainPrice({ pricing: null })).toBeNull();
});
