import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectProvider } from '#main/ports/chat-provider';
import { connectAnthropic } from '#main/providers/anthropic/client';
import { connectCompatible } from '#main/providers/compatible/client';
import { connectOpenai } from '#main/providers/openai/client';
import { providerIdSchema } from '#shared/domain/ids';
import type { StreamPart } from '#shared/domain/stream-part';
import { startProviderServer, type ProviderServer } from '../fakes/provider-server/provider-server';
import { eventStream, jsonReply } from '../fakes/provider-server/reply';
import { transcripts as anthropic } from '../fixtures/anthropic/index';
import { transcripts as compatible } from '../fixtures/compatible/index';
import { transcripts as openai } from '../fixtures/openai/index';

let server: ProviderServer;
beforeAll(async () => {
  server = await startProviderServer();
});
afterAll(async () => {
  await server.close();
});

/** Asks once; what was sent since, and how the turn ended. */
async function ask(
  connect: ConnectProvider,
  kind: 'openai' | 'anthropic' | 'compatible',
  readKey = () => Promise.resolve<string | null>('sk-test-abcdefgh'),
  thinkingEffort: string | null = null,
) {
  const before = server.requests.length;
  const provider = connect({
    id: providerIdSchema.parse(kind),
    kind,
    name: 'T',
    baseUrl: server.origin,
    readKey,
  });
  const parts: StreamPart[] = [];
  const request = {
    modelId: kind === 'anthropic' ? 'claude-opus-5-5' : 'gpt-5.5',
    instructions: null,
    messages: [{ role: 'user' as const, parts: [{ type: 'text' as const, text: 'Hi', state: null }] }],
    maxOutputTokens: null,
    temperature: 0.5,
    supportsThinking: null,
    thinkingEffort,
    makesImages: null,
  };
  for await (const part of provider.stream(request, new AbortController().signal)) parts.push(part);
  const bodies = server.requests.slice(before).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  const notices = parts.flatMap((part) => (part.type === 'notice' ? [part.code] : []));
  return { bodies, notices, last: parts.at(-1), requests: server.requests.slice(before) };
}
const refusal = (message: string, param: string | null) =>
  jsonReply(400, { error: { message, type: 'invalid_request_error', param, code: 'unsupported_value' } });
const textOf = (list: typeof openai): string => list.find(({ name }) => name === 'text')?.body ?? '';

describe('OpenAI: what a model or account does not take is left out', () => {
  it('each once, before anything was answered', async () => {
    server.next(
      refusal('Your organization must be verified to generate reasoning summaries.', 'reasoning.summary'),
    );
    server.next(refusal('Encrypted content is not supported with this model.', null));
    server.next(eventStream(textOf(openai)));
    const { bodies, last } = await ask(connectOpenai, 'openai');
    expect(bodies.map((body) => ['reasoning' in body, 'include' in body])).toEqual([
      [true, true],
      [false, true],
      [false, false],
    ]);
    expect(last).toMatchObject({ outcome: 'complete' });
  });

  it('but never for ever, and not what matters', async () => {
    server.next(refusal('no', 'reasoning.summary'));
    server.next(refusal('no', 'reasoning.summary'));
    expect((await ask(connectOpenai, 'openai')).bodies).toHaveLength(2);
    server.next(refusal('no', 'model'));
    expect((await ask(connectOpenai, 'openai')).bodies).toHaveLength(1);
  });

  // Catches: retries that the SDK makes on its own (it would, twice, also for a quota).
  it.each([408, 409, 429, 500, 503])('and status %i is asked once', async (status) => {
    server.next(
      jsonReply(status, { error: { message: 'x' } }, { 'retry-after-ms': '1', 'x-should-retry': 'true' }),
    );
    expect((await ask(connectOpenai, 'openai')).bodies).toHaveLength(1);
  });
});

describe('how hard a model shall think', () => {
  const key = () => Promise.resolve('sk-test-abcdefgh');

  // Catches: a choice that makes every question fail, or that is dropped without a word.
  it('is left out where OpenAI refuses it, and the answer says so', async () => {
    server.next(refusal("Unsupported value: 'xhigh' is not supported with this model.", 'reasoning.effort'));
    server.next(eventStream(textOf(openai)));
    const { bodies, notices, last } = await ask(connectOpenai, 'openai', key, 'xhigh');
    expect(bodies.map(({ reasoning }) => reasoning)).toEqual([
      { effort: 'xhigh', summary: 'auto' },
      { summary: 'auto' },
    ]);
    expect(notices).toEqual(['thinking.left-out']);
    expect(last).toMatchObject({ outcome: 'complete' });
  });

  it('stays when OpenAI refuses only the summaries', async () => {
    server.next(
      refusal('Your organization must be verified to generate reasoning summaries.', 'reasoning.summary'),
    );
    server.next(eventStream(textOf(openai)));
    const { bodies, notices } = await ask(connectOpenai, 'openai', key, 'low');
    expect(bodies.map(({ reasoning }) => reasoning)).toEqual([
      { effort: 'low', summary: 'auto' },
      { effort: 'low' },
    ]);
    expect(notices).toEqual([]);
  });

  it('is left out where Anthropic refuses it, and the answer says so', async () => {
    const message = 'output_config.effort: Input should be low, medium or high';
    server.next(jsonReply(400, { type: 'error', error: { type: 'invalid_request_error', message } }));
    server.next(eventStream(textOf(anthropic)));
    const { bodies, notices, last } = await ask(connectAnthropic, 'anthropic', key, 'max');
    expect(bodies.map((body) => body['output_config'])).toEqual([{ effort: 'max' }, undefined]);
    expect(notices).toEqual(['thinking.left-out']);
    expect(last).toMatchObject({ outcome: 'complete' });
  });

  it('is left out where a compatible server does not know it, and the answer says so', async () => {
    server.next(
      jsonReply(422, {
        detail: [{ loc: ['body', 'reasoning_effort'], msg: 'Extra inputs are not permitted' }],
      }),
    );
    server.next(eventStream(textOf(compatible)));
    const { bodies, notices, last } = await ask(connectCompatible, 'compatible', key, 'high');
    expect(bodies.map((body) => body['reasoning_effort'])).toEqual(['high', undefined]);
    expect(notices).toEqual(['thinking.left-out']);
    expect(last).toMatchObject({ outcome: 'complete' });
  });
});

describe('compatible servers', () => {
  it('that do not know the option for usage are asked without it', async () => {
    server.next(
      jsonReply(422, {
        detail: [{ loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }],
      }),
    );
    server.next(eventStream(textOf(compatible)));
    const { bodies, last } = await ask(connectCompatible, 'compatible');
    expect(bodies.map((body) => 'stream_options' in body)).toEqual([true, false]);
    expect(last).toMatchObject({ outcome: 'complete' });
  });

  // Catches: another vendor's identity that the SDK finds in the environment and sends to a stranger.
  it('learn nothing of this machine, and no key when there is none', async () => {
    const names = ['OPENAI_API_KEY', 'OPENAI_ORG_ID', 'OPENAI_PROJECT_ID', 'OPENAI_BASE_URL'];
    for (const name of names) process.env[name] = 'https://planted.example/secret-of-openai';
    server.next(eventStream(textOf(compatible)));
    const { requests } = await ask(connectCompatible, 'compatible', () => Promise.resolve(null));
    for (const name of names) Reflect.deleteProperty(process.env, name);
    expect(requests).toHaveLength(1);
    expect(JSON.stringify(requests)).not.toContain('secret-of-openai');
    expect(requests[0]?.headers).not.toHaveProperty('authorization');
  });
});
