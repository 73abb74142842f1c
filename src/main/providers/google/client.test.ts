import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { providerIdSchema } from '#shared/domain/ids';
import type { ChatRequest, ProviderEndpoint } from '#main/ports/chat-provider';
import type { StreamPart } from '#shared/domain/stream-part';
import { answerOf } from '../../../../tests/contract/scenario';
import { text } from '../../../../tests/fixtures/google/text';
import { connectGoogle } from './client';

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let seen: Seen[] = [];
let answer: (response: ServerResponse, request: Seen) => void = () => undefined;
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    const entry = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
    seen.push(entry);
    answer(response, entry);
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => server.close());
beforeEach(() => {
  seen = [];
});

const endpoint = (
  baseUrl: string,
  key: string | null = 'AIzaParleyKeyParleyKeyParley',
): ProviderEndpoint => ({
  id: providerIdSchema.parse('google'),
  kind: 'google',
  name: 'Google',
  baseUrl,
  readKey: () => Promise.resolve(key),
});
const request: ChatRequest = {
  modelId: 'gemini-test-4',
  instructions: null,
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello', state: null }] }],
  maxOutputTokens: null,
  temperature: null,
  supportsThinking: null,
  thinkingEffort: null,
  makesImages: null,
};
const ask = async (to: ProviderEndpoint, asked = request): Promise<StreamPart[]> => {
  const parts: StreamPart[] = [];
  const { signal } = new AbortController();
  for await (const part of connectGoogle(to).stream(asked, signal)) parts.push(part);
  return parts;
};
const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

describe('a question', () => {
  it.each(['', '/', '/v1beta', '/v1beta/models'])('to a base address that ends with "%s"', async (path) => {
    answer = (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(text.body);
    expect(answerOf(await ask(endpoint(`${origin}${path}`)))).toEqual(text.expected);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/v1beta/models/gemini-test-4:streamGenerateContent?alt=sse',
    });
    expect(seen[0]?.headers).toMatchObject({ 'x-goog-api-key': 'AIzaParleyKeyParleyKeyParley' });
  });

  it('keeps the path and the version that an address names', async () => {
    answer = (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(text.body);
    await ask(endpoint(`${origin}/gateway/v1alpha/`));
    expect(seen[0]?.url).toBe('/gateway/v1alpha/models/gemini-test-4:streamGenerateContent?alt=sse');
  });

  it('goes without a key to a server that wants none', async () => {
    answer = (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(text.body);
    await ask(endpoint(origin, null));
    expect(seen[0]?.headers).not.toHaveProperty('x-goog-api-key');
  });

  it('is asked again without thoughts when the model has none', async () => {
    answer = (response, { body }) => {
      const message = 'Thinking is not enabled for models/gemini-test-4';
      if (!body.includes('thinkingConfig')) response.writeHead(200).end(text.body);
      else json(response, 400, { error: { code: 400, message, status: 'INVALID_ARGUMENT' } });
    };
    expect(answerOf(await ask(endpoint(origin))).outcome).toBe('complete');
    expect(seen).toHaveLength(2);
  });

  // Catches: thoughts that are lost because only the level was refused, or a refusal that nobody hears of.
  it('is asked again without a level that the model refuses, and says so', async () => {
    answer = (response, { body }) => {
      const message = 'Thinking level is not supported for this model';
      if (!body.includes('thinkingLevel')) response.writeHead(200).end(text.body);
      else json(response, 400, { error: { code: 400, message, status: 'INVALID_ARGUMENT' } });
    };
    const asked = { ...request, supportsThinking: true, thinkingEffort: 'low' };
    const answered = answerOf(await ask(endpoint(origin), asked));
    expect(answered).toMatchObject({ outcome: 'complete', notices: ['thinking.left-out'] });
    expect(seen.map(({ body }) => body.includes('includeThoughts'))).toEqual([true, true]);
  });

  it.each([
    [429, 'RESOURCE_EXHAUSTED', 'rate-limited'],
    [500, 'INTERNAL', 'server'],
    [503, 'UNAVAILABLE', 'overloaded'],
    [401, 'UNAUTHENTICATED', 'auth'],
  ])('that fails with %i is not asked again behind our back', async (code, status, expected) => {
    answer = (response) => json(response, code, { error: { code, status, message: 'no' } });
    expect(answerOf(await ask(endpoint(origin)))).toMatchObject({
      outcome: 'error',
      error: { code: expected },
    });
    expect(seen).toHaveLength(1);
  });

  it('closes the socket at Stop', async () => {
    const controller = new AbortController();
    const closed = new Promise<void>((resolve) => {
      answer = (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(text.body.slice(0, text.body.indexOf('\n\n') + 2));
        response.on('close', () => resolve());
      };
    });
    const parts: StreamPart[] = [];
    for await (const part of connectGoogle(endpoint(origin)).stream(request, controller.signal)) {
      parts.push(part);
      if (part.type === 'part-delta') controller.abort();
    }
    await closed;
    expect(parts.at(-1)).toEqual({ type: 'turn-end', outcome: 'cancelled', error: null });
  });
});

it('says that a key is missing before anything is sent', async () => {
  const parts = await ask({ ...endpoint(origin, null), baseUrl: null });
  expect(parts).toEqual([
    {
      type: 'turn-end',
      outcome: 'error',
      error: { code: 'secret.missing', message: 'Add a key for Google in Settings to use it.' },
    },
  ]);
});

describe('the list of models', () => {
  it('is read over all pages, without what cannot chat', async () => {
    const entry = (id: string, method = 'generateContent') => ({
      name: `models/${id}`,
      inputTokenLimit: 1000,
      outputTokenLimit: 100,
      supportedGenerationMethods: [method],
      thinking: true,
    });
    answer = (response, { url }) =>
      json(
        response,
        200,
        url.includes('pageToken')
          ? { models: [entry('gemini-b')] }
          : { models: [entry('gemini-a'), entry('gemini-embedding', 'embedContent')], nextPageToken: 'next' },
      );
    const models = await connectGoogle(endpoint(origin)).listModels(new AbortController().signal);
    expect(models.ok && models.value).toMatchObject([
      { id: 'gemini-a', contextWindow: 1000, outputLimit: 100, supportsThinking: true },
      { id: 'gemini-b' },
    ]);
    expect(seen[0]?.url).toMatch(/^\/v1beta\/models\?/);
    expect(seen[0]?.headers).toMatchObject({ 'x-goog-api-key': 'AIzaParleyKeyParleyKeyParley' });
  });

  it('fails with what the vendor said', async () => {
    const message = 'API key not valid.';
    answer = (response) => json(response, 400, { error: { code: 400, message, status: 'INVALID_ARGUMENT' } });
    expect(await connectGoogle(endpoint(origin)).listModels(new AbortController().signal)).toMatchObject({
      ok: false,
      error: { code: 'auth', message, status: 400 },
    });
  });
});
