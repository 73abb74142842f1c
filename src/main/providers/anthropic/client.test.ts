import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { providerIdSchema } from '#shared/domain/ids';
import type { ChatRequest, ProviderEndpoint } from '#main/ports/chat-provider';
import type { StreamPart } from '#shared/domain/stream-part';
import { answerOf } from '../../../../tests/contract/scenario';
import { text } from '../../../../tests/fixtures/anthropic/text';
import { connectAnthropic } from './client';

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

const endpoint = (baseUrl: string, key: string | null = 'sk-ant-parley-key'): ProviderEndpoint => ({
  id: providerIdSchema.parse('anthropic'),
  kind: 'anthropic',
  name: 'Anthropic',
  baseUrl,
  readKey: () => Promise.resolve(key),
});
const request: ChatRequest = {
  modelId: 'claude-test-5',
  instructions: null,
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello', state: null }] }],
  maxOutputTokens: null,
  temperature: null,
  supportsThinking: null,
  thinkingEffort: null,
  makesImages: null,
};
const ask = async (to: ProviderEndpoint, signal = new AbortController().signal): Promise<StreamPart[]> => {
  const parts: StreamPart[] = [];
  for await (const part of connectAnthropic(to).stream(request, signal)) parts.push(part);
  return parts;
};
const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

describe('a question', () => {
  it.each(['', '/', '/v1', '/v1/', '/v1/messages'])('to a base address that ends with "%s"', async (path) => {
    answer = (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(text.body);
    expect(answerOf(await ask(endpoint(`${origin}${path}`)))).toEqual(text.expected);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/v1/messages' });
    expect(seen[0]?.headers).not.toHaveProperty('authorization');
    expect(seen[0]?.headers).toMatchObject({
      'x-api-key': 'sk-ant-parley-key',
      'anthropic-version': '2023-06-01',
    });
  });

  it('goes without a key to a server that wants none, whatever this machine knows', async () => {
    process.env['ANTHROPIC_AUTH_TOKEN'] = 'token-of-another';
    answer = (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(text.body);
    await ask(endpoint(origin, null));
    delete process.env['ANTHROPIC_AUTH_TOKEN'];
    expect(seen[0]?.headers).not.toHaveProperty('x-api-key');
    expect(seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it('is asked once, and again only without what the model refuses', async () => {
    answer = (response, { body }) => {
      const message = 'adaptive thinking is not supported on this model';
      if (!body.includes('"thinking"')) response.writeHead(200).end(text.body);
      else json(response, 400, { type: 'error', error: { type: 'invalid_request_error', message } });
    };
    expect(answerOf(await ask(endpoint(origin))).outcome).toBe('complete');
    expect(seen).toHaveLength(2);
  });

  it.each([
    [429, 'rate_limit_error', 'rate-limited'],
    [500, 'api_error', 'server'],
    [529, 'overloaded_error', 'overloaded'],
    [401, 'authentication_error', 'auth'],
  ])('that fails with %i is not asked again behind our back', async (status, type, code) => {
    answer = (response) => json(response, status, { type: 'error', error: { type, message: 'no' } });
    expect(answerOf(await ask(endpoint(origin)))).toMatchObject({ outcome: 'error', error: { code } });
    expect(seen).toHaveLength(1);
  });

  it('closes the socket at Stop', async () => {
    const controller = new AbortController();
    const closed = new Promise<void>((resolve) => {
      answer = (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(text.body.slice(0, text.body.indexOf('event: content_block_stop')));
        response.on('close', () => resolve());
      };
    });
    const parts: StreamPart[] = [];
    for await (const part of connectAnthropic(endpoint(origin)).stream(request, controller.signal)) {
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
      error: { code: 'secret.missing', message: 'Add a key for Anthropic in Settings to use it.' },
    },
  ]);
});

describe('the list of models', () => {
  it('is read over all pages', async () => {
    answer = (response, { url }) =>
      json(
        response,
        200,
        url.includes('after_id')
          ? {
              data: [{ id: 'claude-b', type: 'model' }],
              has_more: false,
              first_id: 'claude-b',
              last_id: 'claude-b',
            }
          : {
              data: [{ id: 'claude-a', type: 'model' }],
              has_more: true,
              first_id: 'claude-a',
              last_id: 'claude-a',
            },
      );
    const models = await connectAnthropic(endpoint(origin)).listModels(new AbortController().signal);
    expect(models.ok && models.value.map(({ id }) => id)).toEqual(['claude-a', 'claude-b']);
  });

  it('fails with what the vendor said', async () => {
    answer = (response) =>
      json(response, 401, { error: { type: 'authentication_error', message: 'invalid x-api-key' } });
    expect(await connectAnthropic(endpoint(origin)).listModels(new AbortController().signal)).toMatchObject({
      ok: false,
      error: { code: 'auth', message: 'invalid x-api-key', status: 401 },
    });
  });
});
