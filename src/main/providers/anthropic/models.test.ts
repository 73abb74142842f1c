import { describe, expect, it } from 'vitest';
import { factsOf, toProviderModel } from './models';

describe('facts about models', () => {
  it.each([
    ['claude-3-haiku-20240307', 'none', 4096],
    ['claude-3-5-sonnet-20241022', 'none', 8192],
    ['claude-3-7-sonnet-latest', 'budget', 64_000],
    ['claude-opus-4-20250514', 'budget', 32_000],
    ['claude-opus-4-0', 'budget', 32_000],
    ['claude-opus-4-1-20250805', 'budget', 32_000],
    ['claude-sonnet-4-20250514', 'budget', 64_000],
    ['claude-sonnet-4-5-20250929', 'budget', 64_000],
    ['claude-opus-4-5', 'budget', 64_000],
    ['claude-opus-4-6', 'adaptive', 64_000],
    ['claude-opus-4-7', 'adaptive', 64_000],
    ['claude-haiku-5-5', 'adaptive', 64_000],
    ['claude-mythos-preview', 'adaptive', 64_000],
    ['deepseek-chat', 'none', 8192],
  ])('%s', (modelId, thinking, outputLimit) => {
    expect(factsOf(modelId)).toMatchObject({ thinking, outputLimit });
  });
});

describe('an entry of the list', () => {
  it('is read with its limits and capabilities', () => {
    const entry = {
      type: 'model',
      id: 'claude-sonnet-5',
      display_name: 'Claude Sonnet 5',
      created_at: '2026-03-01T00:00:00Z',
      lifecycle: 'active',
      deprecated_at: null,
      max_input_tokens: 1_000_000,
      max_tokens: 64_000,
      capabilities: {
        image_input: { supported: true },
        thinking: {
          supported: true,
          types: { adaptive: { supported: true }, disabled: { supported: true } },
        },
        effort: {
          supported: true,
          low: { supported: true },
          medium: { supported: true },
          high: { supported: true },
          max: { supported: false },
          xhigh: null,
        },
      },
    };
    expect(toProviderModel(entry)).toEqual({
      id: 'claude-sonnet-5',
      name: 'Claude Sonnet 5',
      contextWindow: 1_000_000,
      outputLimit: 64_000,
      supportsImages: true,
      makesImages: false,
      supportsThinking: true,
      thinkingLevels: ['none', 'low', 'medium', 'high'],
      createdAt: Date.UTC(2026, 2, 1),
      deprecated: false,
      prices: null,
    });
  });

  it('may say nothing but its id', () => {
    expect(toProviderModel({ id: 'local', created_at: '1970-01-01T00:00:00Z', max_tokens: 0 })).toEqual({
      id: 'local',
      name: null,
      contextWindow: null,
      outputLimit: null,
      supportsImages: null,
      makesImages: false,
      supportsThinking: null,
      thinkingLevels: null,
      createdAt: null,
      deprecated: false,
      prices: null,
    });
  });

  it.each([['deprecated'], ['retired']])('is marked when it is %s', (lifecycle) => {
    expect(toProviderModel({ id: 'old', lifecycle })?.deprecated).toBe(true);
  });

  it.each([[null], [{}], [{ id: '' }], [{ id: 7 }], ['text']])('is left out when it is %j', (entry) => {
    expect(toProviderModel(entry)).toBeNull();
  });
});
