import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatRequest, Exchange, RequestMessage, RequestPart } from '#main/ports/chat-provider';
import { connectOpenai } from '#main/providers/openai/client';
import { createImageMapper } from '#main/providers/openai/image-stream';
import { providerIdSchema } from '#shared/domain/ids';
import type { StreamPart } from '#shared/domain/stream-part';
import { startProviderServer, type ProviderServer } from '../fakes/provider-server/provider-server';
import { eventStream, jsonReply, stall, write, type Reply } from '../fakes/provider-server/reply';
import { imageTranscripts } from '../fixtures/openai/images';
import { decodeInMemory, mapInMemory, newlineStyles, withComments } from './read-in-memory';
import { answerOf, type Transcript } from './scenario';

let server: ProviderServer;
beforeAll(async () => {
  server = await startProviderServer();
});
afterAll(() => server.close());

const text = (value: string): RequestPart => ({ type: 'text', text: value, state: null });
const image = (mediaType: string, bytes: string): RequestPart => ({
  type: 'image',
  mediaType,
  base64: Buffer.from(bytes).toString('base64'),
  state: null,
});
const fox: readonly RequestMessage[] = [{ role: 'user', parts: [text('A fox “in” snow 🦊')] }];

const requestOf = (messages: readonly RequestMessage[]): ChatRequest => ({
  modelId: 'gpt-image-2.5-flare',
  instructions: 'In watercolour.',
  messages,
  maxOutputTokens: null,
  temperature: 0.5,
  makesImages: true,
  supportsThinking: false,
  thinkingEffort: null,
});

async function draw(messages = fox, stop: AbortController | null = null) {
  const provider = connectOpenai({
    id: providerIdSchema.parse('openai'),
    kind: 'openai',
    name: 'Test',
    baseUrl: `${server.origin}/v1`,
    readKey: () => Promise.resolve('sk-test-KEY-THAT-STAYS-1234567890'),
  });
  const parts: StreamPart[] = [];
  let exchange: Exchange | null = null;
  const { signal } = stop ?? new AbortController();
  for await (const part of provider.stream(requestOf(messages), signal, (told) => (exchange = told))) {
    parts.push(part);
    if (part.type === 'image-partial') stop?.abort();
  }
  return { parts, exchange: exchange as Exchange | null, sent: server.requests.at(-1) };
}
const replyOf = ({ framing, body }: Transcript): Reply => ({
  headers: { 'content-type': framing === 'sse' ? 'text/event-stream' : 'application/json' },
  steps: [write(body)],
});
const named = imageTranscripts.map((script) => [script.name, script] as const);
const drawn = imageTranscripts[0]?.body ?? '';

describe('what the Images API answers', () => {
  it.each(named)('over a socket: %s', async (_, script) => {
    server.next(replyOf(script));
    expect(answerOf((await draw()).parts)).toEqual(script.expected);
  });

  it.each(named)('cut in two at every byte, in every newline style: %s', (_, { framing, body, expected }) => {
    const bodies =
      framing === 'sse'
        ? [body, ...Object.values(newlineStyles).map((style) => style(body)), withComments(body)]
        : [body];
    for (const styled of bodies) {
      const bytes = Buffer.from(styled);
      for (let cut = 0; cut <= bytes.length; cut += 1) {
        const events = decodeInMemory([bytes.subarray(0, cut), bytes.subarray(cut)]);
        expect(mapInMemory(events, createImageMapper), `cut at byte ${cut}`).toEqual(expected);
      }
    }
  });

  // Catches: a sketch that is kept as the image when the connection breaks.
  it.each(named)('a beginning of it is no image: %s', (_, { body, expected }) => {
    const bytes = Buffer.from(body);
    const end = Buffer.byteLength(body.trimEnd());
    for (let cut = 0; cut < end; cut += 1) {
      const answer = mapInMemory(decodeInMemory([bytes.subarray(0, cut)]), createImageMapper);
      expect([answer.outcome, answer.parts], `prefix of ${cut} bytes`).toEqual(['truncated', []]);
      expect(expected.sketches ?? []).toEqual(expect.arrayContaining([...(answer.sketches ?? [])]));
    }
  });
});

describe('what is sent', () => {
  it('is the last question alone, with the persona’s instructions', async () => {
    server.next(eventStream(drawn));
    const { sent } = await draw([{ role: 'user', parts: [text('A question that was refused')] }, ...fox]);
    expect(`${sent?.method ?? ''} ${sent?.path ?? ''}`).toBe('POST /v1/images/generations');
    expect(sent?.headers['authorization']).toBe('Bearer sk-test-KEY-THAT-STAYS-1234567890');
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      model: 'gpt-image-2.5-flare',
      prompt: 'In watercolour.\n\nA fox “in” snow 🦊',
      stream: true,
      partial_images: 2,
    });
  });

  // Catches: an edit that forgets the picture, takes an older one, or sends what the vendor cannot read.
  it('goes with the newest images as an edit, also with one that the model drew', async () => {
    server.next(eventStream(drawn));
    const { sent, exchange } = await draw([
      { role: 'user', parts: [image('image/png', 'OLD-BYTES'), text('A dog')] },
      {
        role: 'assistant',
        parts: [image('image/webp', 'NEW-BYTES'.repeat(1000)), image('image/gif', 'GIF-BYTES')],
      },
      { role: 'user', parts: [text('Now at night')] },
    ]);
    expect(`${sent?.method ?? ''} ${sent?.path ?? ''}`).toBe('POST /v1/images/edits');
    expect(sent?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    const body = sent?.body ?? '';
    expect(body).toMatch(
      /name="image\[\]"; filename="image-1\.webp"\r\nContent-Type: image\/webp\r\n\r\nNEW-BYTES/i,
    );
    expect(body).toMatch(/name="prompt"\r\n\r\nIn watercolour\.\s+Now at night\r\n/);
    expect(body).toMatch(/name="stream"\r\n\r\ntrue/);
    expect(body).not.toContain('OLD-BYTES');
    expect(body).not.toContain('GIF-BYTES');
    expect(exchange?.body).toContain('image[]: (9 kB of image-1.webp)');
    expect(exchange?.body).not.toContain('NEW-BYTES');
  });

  it('is nothing without words to draw from', async () => {
    const count = server.requests.length;
    const { parts } = await draw([{ role: 'user', parts: [image('image/png', 'x')] }]);
    expect(parts.at(-1)).toMatchObject({ outcome: 'error', error: { code: 'invalid-request' } });
    expect(server.requests).toHaveLength(count);
  });

  it('leaves out sketches where a server does not know them', async () => {
    server.next(
      jsonReply(400, {
        error: { message: "Unknown parameter: 'partial_images'.", param: 'partial_images' },
      }),
    );
    server.next(eventStream(drawn));
    const { parts, sent } = await draw();
    expect(JSON.parse(sent?.body ?? '')).not.toHaveProperty('partial_images');
    expect(answerOf(parts).outcome).toBe('complete');
  });
});

describe('answers that are errors', () => {
  it.each([
    [
      'moderation',
      400,
      { code: 'moderation_blocked', message: 'Rejected by the safety system.' },
      'content-filtered',
    ],
    [
      'size',
      400,
      { code: 'invalid_value', param: 'image', message: 'Invalid image file or size.' },
      'invalid-request',
    ],
    ['too large', 413, { message: 'Maximum content size limit exceeded.' }, 'invalid-request'],
    ['retired', 404, { code: 'model_not_found', message: 'The model does not exist.' }, 'not-found'],
  ] as const)('%s', async (_, status, error, code) => {
    const count = server.requests.length;
    server.next(jsonReply(status, { error }));
    const { parts } = await draw();
    expect(parts.at(-1)).toMatchObject({ type: 'turn-end', error: { code, status } });
    expect(server.requests).toHaveLength(count + 1);
  });
});

// Catches: a Stop that lets the vendor go on drawing, which costs money, or that keeps a sketch as the image.
it('Stop closes the socket and keeps no sketch', async () => {
  server.next(eventStream(drawn.slice(0, drawn.indexOf('\n\n') + 2), stall));
  const { parts, sent } = await draw(fox, new AbortController());
  await sent?.socketClosed;
  expect(answerOf(parts)).toMatchObject({ outcome: 'cancelled', parts: [], sketches: ['c2tldGNoMA=='] });
});
