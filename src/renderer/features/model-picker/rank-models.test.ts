import { describe, expect, test } from 'vitest';
import type { ModelInfo } from '#shared/domain/model';
import { modelRefSchema } from '#shared/domain/model';
import { formatPrice, formatWindow } from './model-facts';
import { groupModels, rankModel } from './rank-models';

const model = (providerId: string, modelId: string, rest: Partial<ModelInfo> = {}): ModelInfo => ({
  ref: modelRefSchema.parse({ providerId, modelId }),
  name: modelId,
  providerName: providerId,
  contextWindow: null,
  outputLimit: null,
  supportsImages: null,
  supportsThinking: null,
  pricing: null,
  createdAt: null,
  deprecated: false,
  isFavourite: false,
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
  test('what is nowhere is not found', () => {
    expect(groupModels(models, 'llama')).toEqual([]);
    expect(models.map((known) => rankModel(known, 'gpt anthropic'))).toEqual([null, null, null]);
  });
});

test('favourites come first, then providers by name, newest first and retired last', () => {
  const groups = groupModels(
    [
      model('openai', 'old', { createdAt: 1 }),
      model('openai', 'new', { createdAt: 2 }),
      model('openai', 'gone', { createdAt: 3, deprecated: true }),
      model('anthropic', 'loved', { isFavourite: true }),
      model('anthropic', 'other'),
    ],
    '',
  );
  expect(groups.map(({ name, models }) => [name, models.map(({ ref }) => ref.modelId)])).toEqual([
    ['Favourites', ['loved']],
    ['anthropic', ['other']],
    ['openai', ['new', 'old', 'gone']],
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

test('an unknown price is called unknown and never free', () => {
  expect(formatPrice({ pricing: null })).toBe('price unknown');
  expect(
    formatPrice({ pricing: { input: 0.25, output: 1.5, cachedInput: null, seenOn: '2026-11-01' } }),
  ).toBe('$0.25 in · $1.5 out per 1M tokens');
});
