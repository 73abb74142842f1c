import { describe, expect, it } from 'vitest';
import { listThinkingChoices, thinkingChoiceFor } from '#shared/domain/thinking';
import { thinkingOffer } from './thinking-offers';

const choices = (kind: Parameters<typeof thinkingOffer>[0], modelId: string): string =>
  listThinkingChoices(thinkingOffer(kind, modelId, null)).join(' ');

describe('what can be chosen of a model’s thinking', () => {
  // Catches: a level that the vendor answers with 400, or one that is kept from a person. Each as the vendor documents it.
  it.each([
    ['openai', 'gpt-6-sol', 'none low medium high xhigh max'],
    ['openai', 'gpt-6-astra-2026-10-01', 'low medium high xhigh max'],
    ['openai', 'gpt-5.6-luna', 'none low medium high xhigh max'],
    ['openai', 'gpt-5.5', 'none low medium high xhigh'],
    ['openai', 'gpt-5.4-pro', 'medium high xhigh'],
    ['openai', 'gpt-5.3-codex', 'low medium high xhigh'],
    ['openai', 'gpt-5.1-2025-11-13', 'none low medium high'],
    ['openai', 'gpt-5.1-codex-max', 'low medium high xhigh'],
    ['openai', 'gpt-5-mini', 'minimal low medium high'],
    ['openai', 'gpt-5-pro', ''],
    ['openai', 'gpt-5.2-chat-latest', ''],
    ['openai', 'o3', 'low medium high'],
    ['openai', 'gpt-4o', ''],
    ['openai', 'gpt-image-2.5-flare', ''],
    ['anthropic', 'claude-opus-5-5', 'low medium high xhigh max'],
    ['anthropic', 'claude-opus-5', 'none low medium high xhigh max'],
    ['anthropic', 'claude-sonnet-5-5', 'low medium high xhigh max'],
    ['anthropic', 'claude-sonnet-4-6', 'none low medium high max'],
    ['anthropic', 'anthropic/claude-opus-4.5', 'low medium high'],
    ['anthropic', 'claude-haiku-4-5-20251001', 'none 1024 2048 4096 8192 16384 24576 32768'],
    ['anthropic', 'claude-opus-4-20250514', 'none 1024 2048 4096 8192 16384 24576'],
    ['anthropic', 'claude-3-5-haiku-latest', ''],
    ['google', 'gemini-2.5-pro', '1024 2048 4096 8192 16384 24576 32768'],
    ['google', 'gemini-2.5-flash', 'none 1024 2048 4096 8192 16384 24576'],
    ['google', 'gemini-3-pro-preview', 'low high'],
    ['google', 'gemini-3.1-pro-preview', 'low medium high'],
    ['google', 'gemini-3.5-flash', 'minimal low medium high'],
    ['google', 'gemini-3.8-flash', 'low medium high'],
    ['google', 'gemini-3-pro-image', 'low high'],
    ['google', 'gemini-2.5-flash-image', ''],
    ['google', 'gemma-4-31b-it', ''],
    ['compatible', 'openai/gpt-oss-120b', 'low medium high'],
    ['compatible', 'llama-4', ''],
    ['guide', 'guide', ''],
  ] as const)('%s %s: %s', (kind, modelId, expected) => {
    expect(choices(kind, modelId)).toBe(expected);
  });

  it('is what the provider’s own list says, where it says so', () => {
    const told = { supportsThinking: true, thinkingLevels: ['low', 'high'] };
    expect(thinkingOffer('anthropic', 'claude-opus-5-5', told)).toEqual({
      kind: 'levels',
      levels: ['low', 'high'],
    });
    expect(
      thinkingOffer('google', 'gemini-3.8-flash', { supportsThinking: false, thinkingLevels: null }),
    ).toBeNull();
  });

  // Catches: `xhigh`, chosen for one model, sent to another that refuses it.
  it('holds only for models that offer it', () => {
    const sol = thinkingOffer('openai', 'gpt-6-sol', null);
    expect(thinkingChoiceFor(sol, 'xhigh')).toBe('xhigh');
    expect(thinkingChoiceFor(thinkingOffer('openai', 'o3', null), 'xhigh')).toBeNull();
    expect(thinkingChoiceFor(sol, '4096')).toBeNull();
    expect(thinkingChoiceFor(null, 'low')).toBeNull();
    expect(thinkingChoiceFor(sol, null)).toBeNull();
  });
});
