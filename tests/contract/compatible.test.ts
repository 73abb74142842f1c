import { describe } from 'vitest';
import { connectCompatible } from '#main/providers/compatible/client';
import { createMapper } from '#main/providers/compatible/stream';
import { transcripts } from '../fixtures/compatible/index';
import { describeProviderContract } from './provider-contract';

describe('OpenAI-compatible Chat Completions', () => {
  describeProviderContract({
    kind: 'compatible',
    connect: connectCompatible,
    createMapper,
    basePath: '',
    modelId: 'test-model',
    streamPath: 'POST /v1/chat/completions',
    keyHeader: (key) => ['authorization', `Bearer ${key}`],
    transcripts,
    failures: [
      {
        name: 'wrong key',
        status: 401,
        body: { error: { message: 'No auth credentials found', code: 401 } },
        expected: { code: 'auth' },
      },
      {
        name: 'a sentence for an error',
        status: 404,
        body: { error: 'model "llama9" not found, try pulling it first' },
        expected: { code: 'not-found', reason: 'model' },
      },
      {
        name: 'too many requests, with the time to wait',
        status: 429,
        headers: { 'retry-after': '7' },
        body: { error: { message: 'Rate limited', code: 429 } },
        expected: { code: 'rate-limited', retryAfterMs: 7000 },
      },
    ],
    modelList: {
      path: '/v1/models',
      body: {
        object: 'list',
        data: [{ id: 'qwen3:8b' }, { id: 'nomic-embed-text' }, { id: 'mistral-small' }],
      },
      ids: ['qwen3:8b', 'mistral-small'],
    },
    replay: {
      messages: [
        { role: 'user', parts: [{ type: 'text', text: 'How many?', state: null }] },
        { role: 'assistant', parts: [{ type: 'text', text: 'Three.', state: null }] },
      ],
      contains: ['{"role":"assistant","content":"Three."}'],
    },
  });
});
