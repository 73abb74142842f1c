import { describe } from 'vitest';
import { connectAnthropic } from '#main/providers/anthropic/client';
import { createMapper } from '#main/providers/anthropic/stream';
import { transcripts } from '../fixtures/anthropic/index';
import { describeProviderContract } from './provider-contract';

const problem = (type: string, message: string) => ({
  type: 'error',
  error: { type, message },
  request_id: 'req_9',
});

describe('Anthropic Messages', () => {
  describeProviderContract({
    kind: 'anthropic',
    connect: connectAnthropic,
    createMapper,
    basePath: '',
    modelId: 'claude-sonnet-5-5',
    streamPath: 'POST /v1/messages',
    keyHeader: (key) => ['x-api-key', key],
    transcripts,
    failures: [
      {
        name: 'wrong key',
        status: 401,
        body: problem('authentication_error', 'invalid x-api-key'),
        expected: { code: 'auth' },
      },
      {
        name: 'too many requests, with the time to wait',
        status: 429,
        headers: { 'retry-after': '11', 'request-id': 'req_9' },
        body: problem('rate_limit_error', 'This request would exceed your rate limit'),
        expected: { code: 'rate-limited', retryAfterMs: 11_000, requestId: 'req_9' },
      },
      {
        name: 'no credit',
        status: 400,
        body: problem('invalid_request_error', 'Your credit balance is too low to access the API.'),
        expected: { code: 'quota' },
      },
      {
        name: 'overloaded',
        status: 529,
        body: problem('overloaded_error', 'Overloaded'),
        expected: { code: 'overloaded' },
      },
    ],
    modelList: {
      path: '/v1/models?limit=1000',
      body: {
        data: [
          {
            type: 'model',
            id: 'claude-opus-5-5',
            display_name: 'Claude Opus',
            created_at: '2026-05-01T00:00:00Z',
          },
          {
            type: 'model',
            id: 'claude-haiku-5-5',
            display_name: 'Claude Haiku',
            created_at: '2026-06-01T00:00:00Z',
          },
        ],
        has_more: false,
        first_id: 'claude-opus-5-5',
        last_id: 'claude-haiku-5-5',
      },
      ids: ['claude-opus-5-5', 'claude-haiku-5-5'],
    },
    replay: {
      messages: [
        { role: 'user', parts: [{ type: 'text', text: 'How many?', state: null }] },
        {
          role: 'assistant',
          parts: [
            {
              type: 'thinking',
              text: 'Count.',
              state: { kind: 'anthropic.thinking', data: 'EqQB/sig+nature==' },
            },
            { type: 'opaque', state: { kind: 'anthropic.redacted', data: 'RedactedBlob+/==' } },
            { type: 'text', text: 'Three.', state: null },
          ],
        },
      ],
      contains: [
        '{"type":"thinking","thinking":"Count.","signature":"EqQB/sig+nature=="}',
        '{"type":"redacted_thinking","data":"RedactedBlob+/=="}',
      ],
    },
  });
});
