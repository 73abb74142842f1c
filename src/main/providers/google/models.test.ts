import { describe, expect, it } from 'vitest';
import { toProviderModel } from './models';

describe('an entry of the list', () => {
  it('is read with its limits', () => {
    const entry = {
      name: 'models/gemini-3.8-flash',
      displayName: 'Gemini 3.8 Flash',
      description: 'Fast.',
      inputTokenLimit: 1_048_576,
      outputTokenLimit: 65_536,
      supportedActions: ['generateContent', 'countTokens'],
      thinking: true,
    };
    expect(toProviderModel(entry)).toEqual({
      id: 'gemini-3.8-flash',
      name: 'Gemini 3.8 Flash',
      contextWindow: 1_048_576,
      outputLimit: 65_536,
      supportsImages: true,
      makesImages: false,
      supportsThinking: true,
      thinkingLevels: null,
      createdAt: null,
      deprecated: false,
      prices: null,
    });
  });

  it.each([
    ['an embedding', { name: 'models/gemini-embedding-001', supportedActions: ['embedContent'] }],
    ['speech', { name: 'models/gemini-3.8-flash-tts', supportedActions: ['generateContent'] }],
    ['music', { name: 'models/lyria-3.5', supportedActions: ['generateContent'] }],
    ['a live model', { name: 'models/gemini-live-2.5-flash', supportedActions: ['generateContent'] }],
    ['nothing', {}],
    ['no object', 'models/gemini'],
  ])('is left out when it is %s', (_, entry) => {
    expect(toProviderModel(entry)).toBeNull();
  });

  it('may say nothing but its name, and an old one is marked', () => {
    expect(toProviderModel({ name: 'models/gemma-4-31b-it', inputTokenLimit: 0 })).toMatchObject({
      id: 'gemma-4-31b-it',
      contextWindow: null,
      supportsImages: null,
      makesImages: false,
      supportsThinking: null,
      thinkingLevels: null,
      deprecated: false,
      prices: null,
    });
    expect(toProviderModel({ name: 'models/gemini-2', description: 'Deprecated.' })?.deprecated).toBe(true);
  });

  // Catches: a model that is gone and is offered like any other, or one that only sounds like it.
  it.each([
    ['gemini-2.0-flash', true],
    ['gemini-3.5-flash', true],
    ['gemini-3.5-flash-lite', false],
    ['gemini-3.8-flash', false],
    ['gemini-2.5-pro', false],
  ])('says of %s that it is being retired: %s', (id, deprecated) => {
    expect(toProviderModel({ name: `models/${id}` })?.deprecated).toBe(deprecated);
  });
});
