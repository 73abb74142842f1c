import { describe } from 'vitest';
import { connectGoogle } from '#main/providers/google/client';
import { createMapper } from '#main/providers/google/stream';
import { transcripts } from '../fixtures/google/index';
import { describeProviderContract } from './provider-contract';

const problem = (code: number, status: string, message: string, details: readonly object[] = []) => ({
  error: { code, message, status, details },
});

describe('Google Gemini', () => {
  describeProviderContract({
    kind: 'google',
    connect: connectGoogle,
    createMapper,
    basePath: '',
    modelId: 'gemini-3-test',
    streamPath: 'POST /v1beta/models/gemini-3-test:streamGenerateContent?alt=sse',
    keyHeader: (key) => ['x-goog-api-key', key],
    transcripts,
    failures: [
      {
        name: 'wrong key',
        status: 400,
        body: problem(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
          { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' },
        ]),
        expected: { code: 'auth' },
      },
      {
        name: 'too many requests, with the time to wait',
        status: 429,
        body: problem(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota', [
          {
            '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
            violations: [{ quotaId: 'GenerateRequestsPerMinutePerProjectPerModel-FreeTier' }],
          },
          { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.4s' },
        ]),
        expected: { code: 'rate-limited', retryAfterMs: 34_400 },
      },
      {
        name: 'nothing left for today',
        status: 429,
        body: problem(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota', [
          {
            '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
            violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }],
          },
        ]),
        expected: { code: 'quota' },
      },
    ],
    modelList: {
      path: '/v1beta/models?pageSize=1000',
      body: {
        models: [
          {
            name: 'models/gemini-4-argon',
            displayName: 'Gemini 4 Argon',
            inputTokenLimit: 1_048_576,
            outputTokenLimit: 65_536,
            supportedGenerationMethods: ['generateContent', 'countTokens'],
          },
          { name: 'models/text-embedding-004', supportedGenerationMethods: ['embedContent'] },
        ],
      },
      ids: ['gemini-4-argon'],
    },
    replay: {
      messages: [
        { role: 'user', parts: [{ type: 'text', text: 'How many?', state: null }] },
        {
          role: 'assistant',
          parts: [
            { type: 'text', text: 'Three.', state: { kind: 'google.signature', data: 'EpAI/sig+nature==' } },
            { type: 'opaque', state: { kind: 'google.thought', data: 'EmptyThought+/==' } },
          ],
        },
      ],
      contains: [
        '{"text":"Three.","thoughtSignature":"EpAI/sig+nature=="}',
        '{"text":"","thought":true,"thoughtSignature":"EmptyThought+/=="}',
      ],
    },
  });
});
