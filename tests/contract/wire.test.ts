import zlib from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { StreamPart } from '#shared/domain/stream-part';
import { createMapper } from '#main/providers/compatible/stream';
import { toAppError } from '#main/providers/compatible/to-app-error';
import { callOnce } from '#main/providers/wire/call-once';
import { streamTurn } from '#main/providers/wire/stream-turn';
import { startProviderServer, type ProviderServer } from '../fakes/provider-server/provider-server';
import {
  eventStream,
  finish,
  jsonReply,
  pause,
  stall,
  write,
  type Reply,
} from '../fakes/provider-server/reply';
import { selfSigned } from '../fakes/provider-server/self-signed';
import { answerOf, type Answer } from './scenario';

const never = new AbortController().signal;
const chunk = (content: string): string =>
  `data: {"id":"c","model":"m","choices":[{"index":0,"delta":{"content":${JSON.stringify(content)}}}]}\n\n`;
const done = 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

let server: ProviderServer;
beforeAll(async () => {
  server = await startProviderServer();
});
afterAll(async () => {
  await server.close();
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const turn = (url: string, signal = never) =>
  streamTurn({
    signal,
    open: (fetch, turnSignal) =>
      fetch(url, {
        method: 'POST',
        headers: { authorization: 'Bearer sk-test-1234567890' },
        body: '{}',
        signal: turnSignal,
      }),
    createMapper,
    toAppError,
  });
async function collect(stream: AsyncIterable<StreamPart>): Promise<Answer> {
  const parts: StreamPart[] = [];
  for await (const part of stream) parts.push(part);
  return answerOf(parts);
}
const ask = (reply: Reply): Promise<Answer> => {
  server.next(reply);
  return collect(turn(`${server.origin}/v1/chat`));
};
const textOf = (answer: Answer): string =>
  answer.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');

/**
 * The longest that this thread computed without giving the event loop a turn, in ms, and the growth of memory, in MB.
 * Its own processor time, not the clock: on a busy machine a thread also waits for a processor.
 */
async function strainOf(
  work: () => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly stall: number; readonly memory: number }> {
  const before = process.memoryUsage().rss;
  let most = before;
  let stall = 0;
  let last = process.threadCpuUsage();
  const watch = setInterval(() => {
    const spent = process.threadCpuUsage(last);
    last = process.threadCpuUsage();
    stall = Math.max(stall, (spent.user + spent.system) / 1000);
    most = Math.max(most, process.memoryUsage().rss);
  }, 1);
  const answer = await work();
  clearInterval(watch);
  return { answer, stall, memory: (most - before) / 1e6 };
}

describe('hostile amounts', () => {
  const megabyte = 'x'.repeat(1024 * 1024);

  it('a line of 100 MB ends at a cap, without a stall and without its memory', async () => {
    const { answer, ...strain } = await strainOf(() =>
      ask(
        eventStream(
          chunk('Hello'),
          ...[write('data: "'), ...Array.from({ length: 100 }, () => write(megabyte))],
        ),
      ),
    );
    expect(answer).toMatchObject({ outcome: 'error', error: { code: 'protocol', reason: 'limit' } });
    expect(textOf(answer)).toBe('Hello');
    expect(server.requests.at(-1)?.stepsDone).toBeLessThan(60);
    expect(strain.memory).toBeLessThan(64);
    expect(strain.stall).toBeLessThan(50);
  });

  it('a line just under the cap is text', async () => {
    const answer = await ask(eventStream(chunk('y'.repeat(7 * 1024 * 1024)), write(done)));
    expect(textOf(answer)).toHaveLength(7 * 1024 * 1024);
    expect(answer.outcome).toBe('complete');
  });

  it('a burst of 100,000 events leaves the event loop its turns', async () => {
    const burst = chunk('a').repeat(10_000);
    const { answer, ...strain } = await strainOf(() =>
      ask(eventStream('', ...Array.from({ length: 10 }, () => write(burst)), write(done))),
    );
    expect(textOf(answer)).toHaveLength(100_000);
    expect(strain.stall).toBeLessThan(50);
  });

  it.each([
    ['gzip', zlib.gzipSync(Buffer.alloc(200 * 1024 * 1024))],
    [
      'br',
      zlib.brotliCompressSync(Buffer.alloc(64 * 1024 * 1024), {
        params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 3 },
      }),
    ],
    ['gzip, gzip', zlib.gzipSync(zlib.gzipSync(Buffer.alloc(200 * 1024 * 1024)))],
  ])('a bomb packed with %s ends at a cap', async (encoding, bomb) => {
    const { answer, ...strain } = await strainOf(() =>
      ask({
        headers: { 'content-type': 'text/event-stream', 'content-encoding': encoding },
        steps: [write(bomb)],
      }),
    );
    expect(answer).toMatchObject({ outcome: 'error', error: { code: 'protocol', reason: 'limit' } });
    expect(strain.memory).toBeLessThan(64);
    expect(strain.stall).toBeLessThan(50);
  });

  it('reads 64 KB of an error that never ends', async () => {
    const answer = await ask({
      status: 500,
      steps: [write('{"error":"sk-echo-abcdefghijkl '), ...Array.from({ length: 50 }, () => write(megabyte))],
    });
    expect(answer.error).toEqual({ code: 'server' });
    expect(server.requests.at(-1)?.stepsDone).toBeLessThan(50);
  });
});

describe('packed bodies', () => {
  const body = chunk('Hello 🙂') + done;
  it.each([
    ['gzip', zlib.gzipSync(body)],
    ['x-gzip', zlib.gzipSync(body)],
    ['deflate', zlib.deflateSync(body)],
    ['br', zlib.brotliCompressSync(body)],
    ['identity', Buffer.from(body)],
    ['deflate, gzip', zlib.gzipSync(zlib.deflateSync(body))],
  ])('%s is opened', async (encoding, packed) => {
    const answer = await ask({ headers: { 'content-encoding': encoding }, steps: [write(packed)] });
    expect(answer).toMatchObject({ outcome: 'complete' });
    expect(textOf(answer)).toBe('Hello 🙂');
  });

  it('one that is cut off gives what there is, and ends as truncated', async () => {
    const packed = zlib.gzipSync(
      chunk('Hello') + 'data: {"random":"' + Math.random().toString(36) + '"}\n\n' + done,
    );
    const answer = await ask({
      headers: { 'content-encoding': 'gzip' },
      steps: [write(packed.subarray(0, packed.length - 30))],
    });
    expect(answer.outcome).toBe('truncated');
    expect(textOf(answer)).toBe('Hello');
  });

  it.each([
    [
      'a wrong checksum',
      Buffer.concat([zlib.gzipSync(chunk('Hello')).subarray(0, -8), Buffer.alloc(8)]),
      'gzip',
    ],
    ['bytes that are no gzip', Buffer.from('data: {}\n\n'), 'gzip'],
    ['an encoding that nobody knows', Buffer.from('x'), 'quantum'],
    ['too many layers', Buffer.from('x'), 'gzip, gzip, gzip'],
  ])('tells %s', async (_, bytes, encoding) => {
    const answer = await ask({ headers: { 'content-encoding': encoding }, steps: [write(bytes)] });
    expect(answer.error).toEqual({ code: 'protocol', reason: 'malformed' });
  });
});

describe('connections', () => {
  it('closes a socket that is held open after the end marker', async () => {
    const start = performance.now();
    const answer = await ask(eventStream(chunk('Hello') + done, stall));
    expect(answer.outcome).toBe('complete');
    expect(performance.now() - start).toBeLessThan(1000);
    await server.requests.at(-1)?.socketClosed;
  });

  it('reads a provider that sends byte by byte', async () => {
    const steps = [...Buffer.from(chunk('🙂') + done)].flatMap((byte) => [
      write(Uint8Array.of(byte)),
      pause(0),
    ]);
    expect(textOf(await ask({ headers: { 'content-type': 'text/event-stream' }, steps }))).toBe('🙂');
  });

  it('takes a first event that comes in one packet with the headers', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n';
    expect(textOf(await ask({ rawHead: head + chunk('First') + done, steps: [] }))).toBe('First');
  });

  it('tells a body that is shorter than it was said to be', async () => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n';
    const answer = await ask({ rawHead: head + chunk('Hello'), steps: [finish] });
    expect(answer).toMatchObject({ outcome: 'truncated', error: { code: 'truncated' } });
    expect(textOf(answer)).toBe('Hello');
  });

  it.each([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['headers without end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`],
  ])('tells %s', async (_, rawHead) => {
    const answer = await ask({ rawHead, steps: [finish] });
    expect(answer.outcome).toBe('error');
    expect(answer.error?.code).toBe('protocol');
  });

  it('refuses to speak in the clear to the internet, before anything is sent', async () => {
    const answer = await collect(turn('http://api.example.com/v1'));
    expect(answer.error).toEqual({ code: 'provider.invalid-url' });
  });

  // Catches: a Stop whose time depends on the provider.
  it('Stop closes the socket within 100 ms, p99 of 200', async () => {
    const times: number[] = [];
    for (let round = 0; round < 200; round += 1) {
      const stop = new AbortController();
      server.next(eventStream(chunk('Hello'), stall));
      let stoppedAt = 0;
      for await (const part of turn(`${server.origin}/stop`, stop.signal)) {
        if (part.type !== 'part-delta') continue;
        stoppedAt = performance.now();
        stop.abort();
      }
      times.push(((await server.requests.at(-1)?.socketClosed) ?? Infinity) - stoppedAt);
    }
    times.sort((left, right) => left - right);
    expect(times[197]).toBeLessThan(100);
    expect(server.openSockets()).toBeLessThan(3);
  });
});

describe('certificates', () => {
  it('are checked, whatever the environment says', async () => {
    const secure = await startProviderServer(selfSigned);
    secure.otherwise(() => eventStream(chunk('stolen') + done));
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const answer = await collect(turn(`${secure.origin}/v1`));
    expect(answer.error).toEqual({ code: 'network', reason: 'tls' });
    expect(secure.requests).toHaveLength(0);
    await secure.close();
  });
});

describe('proxies of the environment', () => {
  it('are used, are told when they refuse, and are never asked for this machine', async () => {
    const proxy = await startProviderServer();
    proxy.otherwise(() => ({
      rawHead: 'HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n',
      steps: [],
    }));
    vi.stubEnv('HTTPS_PROXY', `http://user:secret99@127.0.0.1:${proxy.port}`);
    vi.stubEnv('NO_PROXY', '');
    const parts: StreamPart[] = [];
    for await (const part of turn('https://api.example.test/v1')) parts.push(part);
    expect(answerOf(parts).error).toEqual({ code: 'network', reason: 'proxy' });
    expect(JSON.stringify(parts)).not.toContain('secret99');
    expect(proxy.requests[0]).toMatchObject({ method: 'CONNECT', path: 'api.example.test:443' });
    expect(JSON.stringify(proxy.requests)).not.toContain('sk-test');
    expect(textOf(await ask(eventStream(chunk('direct') + done)))).toBe('direct');
    expect(proxy.requests).toHaveLength(1);
    await proxy.close();
  });
});

describe('one request with one answer', () => {
  const call = (signal: AbortSignal, timeoutMs?: number) =>
    callOnce({
      signal,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      call: async (fetch, callSignal) =>
        (await fetch(`${server.origin}/models`, { signal: callSignal })).json() as Promise<unknown>,
      toAppError,
    });

  it('gives the answer', async () => {
    server.next(jsonReply(200, { data: [] }));
    expect(await call(never)).toEqual({ ok: true, value: { data: [] } });
  });

  it('ends at its timeout and at Stop, and closes the socket', async () => {
    server.next({ rawHead: '', steps: [stall] });
    expect(await call(never, 50)).toMatchObject({
      ok: false,
      error: { code: 'timeout', reason: 'first-byte' },
    });
    await server.requests.at(-1)?.socketClosed;
    const stop = new AbortController();
    const count = server.requests.length;
    server.next({ rawHead: '', steps: [stall] });
    const stopped = call(stop.signal);
    await server.received(count + 1);
    stop.abort();
    expect(await stopped).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await server.requests.at(-1)?.socketClosed;
  });

  it('tells a failure by its status', async () => {
    server.next(jsonReply(401, { error: { message: 'bad key' } }));
    expect(await call(never)).toMatchObject({ ok: false, error: { code: 'auth', status: 401 } });
  });
});
