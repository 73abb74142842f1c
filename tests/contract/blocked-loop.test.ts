import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { createMapper } from '#main/providers/compatible/stream';
import { toAppError } from '#main/providers/compatible/to-app-error';
import { callOnce } from '#main/providers/wire/call-once';
import { streamTurn } from '#main/providers/wire/stream-turn';
import type { StreamPart } from '#shared/domain/stream-part';
import { gzipFlushed } from '../fakes/provider-server/reply';
import { answerOf, type Answer } from './scenario';

/** A provider in a thread of its own: it goes on sending while the event loop of the test is blocked. */
const providerThread = `
  const net = require('node:net');
  const { parentPort } = require('node:worker_threads');
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => parentPort.postMessage('asked'));
    parentPort.on('message', ({ bytes, sent }) => {
      socket.write(bytes, () => {
        if (sent === undefined) return;
        Atomics.store(sent, 0, 1);
        Atomics.notify(sent, 0);
      });
    });
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

const limitMs = 400;
const head = (encoding = 'identity'): string =>
  `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: ${encoding}\r\n\r\n`;
const chunk = (content: string): string =>
  `data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":${JSON.stringify(content)}}}]}\n\n`;
const done = 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

let thread: Worker | null = null;
afterEach(async () => {
  await thread?.terminate();
});

async function startProvider() {
  const worker = new Worker(providerThread, { eval: true });
  thread = worker;
  const heard = (): Promise<unknown> => new Promise((resolve) => worker.once('message', resolve));
  const port = await heard();
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    /** Settles when a request has arrived. */
    asked: heard(),
    send: (bytes: string | Uint8Array) => worker.postMessage({ bytes: Buffer.from(bytes) }),
    /** Blocks this thread until the bytes are in its socket and `ms` have gone by; null sends nothing. */
    blockFor(ms: number, bytes: string | Uint8Array | null) {
      const sent = new Int32Array(new SharedArrayBuffer(4));
      const start = performance.now();
      if (bytes !== null) {
        worker.postMessage({ bytes: Buffer.from(bytes), sent });
        Atomics.wait(sent, 0, 0);
      }
      Atomics.wait(sent, 0, Atomics.load(sent, 0), Math.max(0, ms - (performance.now() - start)));
    },
  };
}

/** Calls `onText` at every text, in a turn of its own: the next reading has begun by then, and its timer runs. */
async function ask(
  url: string,
  timers: { readonly firstByteMs?: number; readonly idleMs?: number; readonly noProgressMs?: number },
  onText: (text: string) => void,
): Promise<Answer> {
  const parts: StreamPart[] = [];
  const turn = streamTurn({
    signal: new AbortController().signal,
    timers: { firstByteMs: 60_000, idleMs: 60_000, noProgressMs: 60_000, ...timers },
    open: (fetch, signal) => fetch(url, { method: 'POST', body: '{}', signal }),
    createMapper,
    toAppError,
  });
  for await (const part of turn) {
    parts.push(part);
    if (part.type === 'part-delta') setImmediate(onText, part.delta);
  }
  return answerOf(parts);
}
const textOf = (answer: Answer): string =>
  answer.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');

describe('an event loop that was blocked for longer than a limit', () => {
  // Catches: a reply that is alive, and told as timed out because a timer is looked at before the socket is.
  it.each(['idle', 'no-progress'] as const)('reads what came meanwhile: %s', async (limit) => {
    const provider = await startProvider();
    const timers = limit === 'idle' ? { idleMs: limitMs } : { noProgressMs: limitMs };
    const answer = ask(provider.url, timers, (text) => {
      if (text === 'Hello') provider.blockFor(limitMs + 200, chunk(' you'));
      else provider.send(done);
    });
    await provider.asked;
    provider.send(head() + chunk('Hello'));
    expect(textOf(await answer)).toBe('Hello you');
    expect(await answer).toMatchObject({ outcome: 'complete', error: null });
  });

  it('unpacks what came meanwhile', async () => {
    const provider = await startProvider();
    const [hello, you, end] = await gzipFlushed([chunk('Hello'), chunk(' you'), done]);
    const answer = ask(provider.url, { idleMs: limitMs }, (text) => {
      if (text === 'Hello') provider.blockFor(limitMs + 200, you ?? '');
      else provider.send(end ?? '');
    });
    await provider.asked;
    provider.send(Buffer.concat([Buffer.from(head('gzip')), hello ?? Buffer.alloc(0)]));
    expect(await answer).toMatchObject({ outcome: 'complete', error: null });
    expect(textOf(await answer)).toBe('Hello you');
  });

  it('takes an answer that began meanwhile', async () => {
    const provider = await startProvider();
    const answer = ask(provider.url, { firstByteMs: limitMs }, () => undefined);
    await provider.asked;
    provider.blockFor(limitMs + 200, head() + chunk('Hello') + done);
    expect(await answer).toMatchObject({ outcome: 'complete', error: null });
  });

  it('takes a whole answer that came meanwhile', async () => {
    const provider = await startProvider();
    const models = callOnce({
      signal: new AbortController().signal,
      timeoutMs: limitMs,
      call: async (fetch, signal) => (await fetch(provider.url, { signal })).json() as Promise<unknown>,
      toAppError,
    });
    await provider.asked;
    provider.blockFor(
      limitMs + 200,
      'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{"data":[]}',
    );
    expect(await models).toEqual({ ok: true, value: { data: [] } });
  });

  it.each(['idle', 'first-byte'] as const)('still ends what is silent: %s', async (limit) => {
    const provider = await startProvider();
    let blockedAt = 0;
    const block = (): void => {
      blockedAt = performance.now();
      provider.blockFor(limitMs + 200, null);
    };
    const timers = limit === 'idle' ? { idleMs: limitMs } : { firstByteMs: limitMs };
    const answer = ask(provider.url, timers, block);
    await provider.asked;
    if (limit === 'idle') provider.send(head() + chunk('Hello'));
    else block();
    expect((await answer).error).toEqual({ code: 'timeout', reason: limit });
    // Blocked, and as long again to be heard.
    expect(performance.now() - blockedAt).toBeLessThan(2 * limitMs + 600);
  });
});

it('ends what is silent at its limit while nothing blocks', async () => {
  const provider = await startProvider();
  let heardAt = 0;
  const answer = ask(provider.url, { idleMs: limitMs }, () => (heardAt = performance.now()));
  await provider.asked;
  provider.send(head() + chunk('Hello'));
  expect((await answer).error).toEqual({ code: 'timeout', reason: 'idle' });
  const took = performance.now() - heardAt;
  expect(took).toBeGreaterThan(limitMs - 50);
  expect(took).toBeLessThan(limitMs + 1_000);
});
