import { describe } from 'vitest';
import { connectOpenai } from '#main/providers/openai/client';
import { createMapper } from '#main/providers/openai/stream';
import { keptItem, transcripts } from '../fixtures/openai/index';
import { describeProviderContract } from './provider-contract';

describe('OpenAI Responses', () => {
  describeProviderContract({
    kind: 'openai',
    connect: connectOpenai,
    createMapper,
    basePath: '/v1',
    modelId: 'gpt-5-test',
    streamPath: 'POST /v1/responses',
    keyHeader: (key) => ['authorization', `Bearer ${key}`],
    transcripts,
    failures: [
      {
        name: 'wrong key',
        status: 401,
        body: {
          error: {
            message:
              'Incorrect API key provided: sk-test-KEY-THAT-STAYS-1234567890. You can find your API key at …',
            type: 'invalid_request_error',
            param: null,
            code: 'invalid_api_key',
          },
        },
        expected: { code: 'auth', providerCode: 'invalid_api_key' },
      },
      {
        name: 'too many requests, with the time to wait',
        status: 429,
        headers: { 'retry-after-ms': '1534', 'retry-after': '2', 'x-request-id': 'req_9' },
        body: { error: { message: 'Rate limit reached', type: 'tokens', code: 'rate_limit_exceeded' } },
        expected: { code: 'rate-limited', retryAfterMs: 1534, requestId: 'req_9' },
      },
      {
        name: 'nothing left to spend',
        status: 429,
        body: {
          error: {
            message: 'You exceeded your current quota',
            type: 'insufficient_quota',
            code: 'insufficient_quota',
          },
        },
        expected: { code: 'quota' },
      },
    ],
    modelList: {
      path: '/v1/models',
      body: {
        object: 'list',
        data: [
          { id: 'gpt-5.5', object: 'model', created: 1_770_000_000, owned_by: 'openai' },
          { id: 'text-embedding-3-large', object: 'model', created: 1, owned_by: 'openai' },
          { id: 'gpt-4o-realtime-preview', object: 'model', created: 1, owned_by: 'openai' },
          { id: 'whisper-1', object: 'model' },
          { id: 'gpt-image-2', object: 'model' },
          { id: 'gpt-4.1-mini', object: 'model', created: 1_744_000_000 },
        ],
      },
      ids: ['gpt-5.5', 'gpt-image-2', 'gpt-4.1-mini'],
    },
    replay: {
      messages: [
        { role: 'user', parts: [{ type: 'text', text: 'How many?', state: null }] },
        {
          role: 'assistant',
          parts: [
            {
              type: 'thinking',
              text: 'Counting the letters.',
              state: { kind: 'openai.item', data: keptItem },
            },
            {
              type: 'text',
              text: 'Three.',
              state: { kind: 'openai.message', data: '{"phase":"final_answer"}' },
            },
          ],
        },
      ],
      contains: [keptItem, '"phase":"final_answer"', '"store":false', 'reasoning.encrypted_content'],
    },
  });
});
