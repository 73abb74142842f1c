import { describe, expect, it } from 'vitest';
import type { ProviderModel } from '#main/ports/chat-provider';
import { loadCatalogue } from './catalogue';
import { bestModel } from './default-models';

const listed = (id: string, rest: Partial<ProviderModel> = {}): ProviderModel => ({
  id,
  name: null,
  contextWindow: null,
  outputLimit: null,
  supportsImages: null,
  makesImages: null,
  supportsThinking: null,
  thinkingLevels: null,
  createdAt: null,
  deprecated: false,
  prices: null,
  ...rest,
});

const noon = Date.parse('2026-11-21T12:00:00Z');

describe('the bundled catalogue', () => {
  // Catches: prices of another model or vendor, a rule that matches too much, a catalogue that is not what was shipped.
  it.each([
    ['openai', null, 'gpt-4o', 128_000, 2.5],
    ['openai', 'http://127.0.0.1:9/v1', 'gpt-4o', 128_000, 2.5],
    ['anthropic', null, 'claude-sonnet-4-5-20250929', 200_000, 3],
    ['compatible', 'https://openrouter.ai/api/v1', 'anthropic/claude-opus-5', 1_000_000, 5],
  ] as const)('knows %s %s %s', async (kind, baseUrl, modelId, window, input) => {
    const entry = (await loadCatalogue()).find({ kind, baseUrl }, modelId, noon);
    expect(entry).toMatchObject({ contextWindow: window, pricing: { input } });
    expect(entry?.pricing?.seenOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it.each([
    ['compatible', 'http://127.0.0.1:11434/v1', 'gpt-4o'],
    ['compatible', 'https://openrouter.ai.evil.example/v1', 'anthropic/claude-opus-5'],
    ['openai', null, 'my-own-model'],
    ['guide', null, 'guide'],
    ['openai', null, '__proto__'],
  ] as const)('does not invent what it does not know: %s %s %s', async (kind, baseUrl, modelId) => {
    expect((await loadCatalogue()).find({ kind, baseUrl }, modelId, noon)).toBeNull();
  });
});

describe('bestModel', () => {
  it('takes the best that is really offered, dated versions included', () => {
    const models = [listed('gpt-4o'), listed('gpt-5.2-2025-12-11'), listed('o1')];
    expect(bestModel('openai', models, () => null)).toBe('gpt-5.2-2025-12-11');
  });
  it('takes the newest known one when none of the preferred is offered, and never a deprecated one', () => {
    const models = [
      listed('old', { createdAt: 1 }),
      listed('gone', { createdAt: 9, deprecated: true }),
      listed('new', { createdAt: 5 }),
    ];
    const known = () => ({ name: null, contextWindow: null, pricing: null, deprecated: false });
    expect(bestModel('openai', models, known)).toBe('new');
  });
  it('takes the first of a server that nobody knows, and none of an empty one', () => {
    expect(bestModel('compatible', [listed('a'), listed('b')], () => null)).toBe('a');
    expect(bestModel('compatible', [], () => null)).toBeNull();
  });
});
