import { describe, expect, it } from 'vitest';
import { readModelList } from './models';

const one = (entry: object) => readModelList({ data: [entry] })[0];

describe('lists of models as servers write them', () => {
  it.each<[string, object, object]>([
    [
      'OpenRouter',
      {
        id: 'x/y',
        name: 'X: Y',
        created: 1_700_000_000,
        context_length: 8192,
        architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
        top_provider: { max_completion_tokens: 4096 },
        supported_parameters: ['reasoning', 'tools'],
      },
      {
        name: 'X: Y',
        contextWindow: 8192,
        outputLimit: 4096,
        supportsImages: true,
        supportsThinking: true,
        createdAt: 1_700_000_000_000,
      },
    ],
    [
      'Groq',
      { id: 'llama', context_window: 131_072, max_completion_tokens: 32_768, active: true },
      { contextWindow: 131_072, outputLimit: 32_768, deprecated: false },
    ],
    [
      'Mistral',
      {
        id: 'm',
        max_context_length: 32_768,
        capabilities: { completion_chat: true, vision: false },
        deprecation: '2026-01-01',
      },
      { contextWindow: 32_768, supportsImages: false, deprecated: true },
    ],
    ['vLLM', { id: 'm', max_model_len: 4096 }, { contextWindow: 4096 }],
    ['llama.cpp', { id: 'm.gguf', meta: { n_ctx_train: 40_960 } }, { contextWindow: 40_960 }],
    [
      'Together',
      { id: 't', type: 'chat', display_name: 'T', context_length: 0 },
      { name: 'T', contextWindow: null },
    ],
    [
      'a bare one',
      { id: 'b', created: -1, context_length: 'many' },
      { name: null, contextWindow: null, createdAt: null, supportsImages: null },
    ],
  ])('%s', (_, entry, expected) => {
    expect(one(entry)).toMatchObject(expected);
  });

  it.each<[string, object]>([
    ['an embedding model', { id: 'nomic-embed-text' }],
    ['a type that does not talk', { id: 'x', type: 'image' }],
    ['a capability that is denied', { id: 'x', capabilities: { completion_chat: false } }],
    ['outputs without text', { id: 'x', architecture: { output_modalities: ['image'] } }],
    ['speech', { id: 'whisper-large-v3' }],
    ['no id', { id: '' }],
  ])('leave out %s', (_, entry) => {
    expect(one(entry)).toBeUndefined();
  });

  it('are read in every shape, once each', () => {
    const ids = (body: unknown) => readModelList(body).map(({ id }) => id);
    expect(ids([{ id: 'a' }, { id: 'b' }])).toEqual(['a', 'b']);
    expect(ids({ models: [{ name: 'qwen3:8b' }] })).toEqual(['qwen3:8b']);
    expect(ids({ data: [{ id: 'a' }, { id: 'a' }, null, 'x'] })).toEqual(['a']);
    for (const body of [null, 'x', {}, { data: {} }, { data: null }]) expect(ids(body)).toEqual([]);
  });
});
