import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StreamTimers } from '#main/ports/chat-provider';
import type { StreamPart } from '#shared/domain/stream-part';
import { AppError, appError } from '#shared/errors/app-error';
import { createPartWriter } from './part-writer';
import type { StreamMapper } from './stream-mapper';
import { streamTurn, type StreamTurnOptions } from './stream-turn';
import { HttpFailureError } from './wire-error';

const timers: StreamTimers = { firstByteMs: 60_000, idleMs: 90_000, noProgressMs: 600_000 };

/** Data is a delta; `end` is the end marker, `stop` a reason without a marker, `fail` an error, `bug` throws. */
function createMapper(): StreamMapper {
  const writer = createPartWriter();
  let isEnded = false;
  let hasReason = false;
  return {
    event({ data }) {
      if (data === 'end') isEnded = true;
      else if (data === 'stop') hasReason = true;
      else if (data === 'fail') writer.finish('error', appError('server', 'told inside'));
      else if (data === 'bug') throw new TypeError('cannot read');
      else writer.write('text', data);
      return writer.take();
    },
    end() {
      writer.finish(isEnded || hasReason ? 'complete' : 'truncated');
      return writer.take();
    },
    get isEnded() {
      return isEnded;
    },
    get isWhole() {
      return hasReason;
    },
  };
}

/** A body that says what the test pushes, when it pushes it. */
function scriptedBody() {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const state = { isCancelled: false };
  const body = new ReadableStream<Uint8Array>({
    start: (given) => void (controller = given),
    cancel: () => void (state.isCancelled = true),
  });
  return {
    response: new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
    say: (...data: readonly string[]) => {
      for (const line of data) controller?.enqueue(Buffer.from(`data: ${line}\n\n`));
    },
    comment: () => controller?.enqueue(Buffer.from(': ping\n\n')),
    close: () => controller?.close(),
    fail: (error: Error) => controller?.error(error),
    state,
  };
}

interface Run {
  readonly parts: StreamPart[];
  readonly done: Promise<void>;
  readonly last: () => StreamPart | undefined;
  readonly text: () => string;
}

function run(options: Partial<StreamTurnOptions>, onPart: (part: StreamPart) => void = () => undefined): Run {
  const parts: StreamPart[] = [];
  const stream = streamTurn({
    signal: new AbortController().signal,
    timers,
    open: () => Promise.reject(new Error('no open')),
    createMapper,
    toAppError: ({ status }) => appError('server', `status ${status}`, { status }),
    ...options,
  });
  const done = (async () => {
    for await (const part of stream) {
      parts.push(part);
      onPart(part);
    }
  })();
  const text = (): string => parts.map((part) => (part.type === 'part-delta' ? part.delta : '')).join('');
  return { parts, done, last: () => parts.at(-1), text };
}

const endings = (parts: readonly StreamPart[]): number =>
  parts.filter(({ type }) => type === 'turn-end').length;
const silence = (): Promise<Response> => new Promise(() => undefined);

/** Lets the reader take what was said before the clock moves: only timers are faked, not the event loop. */
async function isRead(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((next) => setImmediate(next));
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('our timers', () => {
  it('end a turn whose provider never answers, and close its socket', async () => {
    let given: AbortSignal | null = null;
    const turn = run({
      open: (_, signal) => {
        given = signal;
        return silence();
      },
    });
    await vi.advanceTimersByTimeAsync(59_999);
    expect(turn.parts).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await turn.done;
    expect(turn.last()).toMatchObject({ outcome: 'error', error: { code: 'timeout', reason: 'first-byte' } });
    expect(given).toMatchObject({ aborted: true });
  });

  it('end a turn that falls silent, keep its text and close the part', async () => {
    const body = scriptedBody();
    const turn = run({ open: () => Promise.resolve(body.response) });
    body.say('Hello');
    await isRead();
    await vi.advanceTimersByTimeAsync(89_000);
    body.say(' you');
    await isRead();
    await vi.advanceTimersByTimeAsync(89_999);
    expect(turn.text()).toBe('Hello you');
    await vi.advanceTimersByTimeAsync(1);
    await turn.done;
    expect(turn.parts.slice(-2)).toMatchObject([
      { type: 'part-end', index: 0 },
      { type: 'turn-end', outcome: 'error', error: { code: 'timeout', reason: 'idle' } },
    ]);
    expect(body.state.isCancelled).toBe(true);
  });

  // Catches: keep-alives that hold a turn open for ever.
  it('end a turn that is only kept alive', async () => {
    const body = scriptedBody();
    const turn = run({ open: () => Promise.resolve(body.response) });
    body.say('Hello');
    await isRead();
    for (let minute = 0; minute < 10; minute += 1) {
      body.comment();
      await isRead();
      await vi.advanceTimersByTimeAsync(60_000);
    }
    await turn.done;
    expect(turn.last()).toMatchObject({ error: { code: 'timeout', reason: 'no-progress' } });
  });

  it('are set back by text', async () => {
    const body = scriptedBody();
    const turn = run({ open: () => Promise.resolve(body.response) });
    for (let minute = 0; minute < 30; minute += 1) {
      body.say('.');
      await isRead();
      await vi.advanceTimersByTimeAsync(60_000);
    }
    body.say('end');
    await isRead();
    await turn.done;
    expect(turn.text()).toHaveLength(30);
    expect(turn.last()).toMatchObject({ outcome: 'complete' });
  });

  it('do not take back an answer whose end was told', async () => {
    const body = scriptedBody();
    const turn = run({ open: () => Promise.resolve(body.response) });
    body.say('Hello', 'stop');
    await vi.advanceTimersByTimeAsync(90_000);
    await turn.done;
    expect(turn.last()).toMatchObject({ outcome: 'complete', error: null });
  });

  // Catches: a reply that is whole and goes on "streaming" until the idle timer, since its server holds the socket open.
  it('wait shortly for what follows a whole answer, whatever keeps the connection alive', async () => {
    const body = scriptedBody();
    const turn = run({ open: () => Promise.resolve(body.response) });
    body.say('Hello', 'stop');
    await isRead();
    await vi.advanceTimersByTimeAsync(2_000);
    body.say(' late');
    await isRead();
    await vi.advanceTimersByTimeAsync(2_000);
    body.comment();
    await isRead();
    await vi.advanceTimersByTimeAsync(499);
    expect(endings(turn.parts)).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    await turn.done;
    expect(turn.text()).toBe('Hello late');
    expect(turn.last()).toMatchObject({ outcome: 'complete', error: null });
    expect(body.state.isCancelled).toBe(true);
  });

  it('do not run while whoever reads takes its time', async () => {
    const body = scriptedBody();
    const stream = streamTurn({
      signal: new AbortController().signal,
      timers,
      open: () => Promise.resolve(body.response),
      createMapper,
      toAppError: () => appError('server', ''),
    });
    body.say('Hello', 'end');
    expect((await stream.next()).value).toMatchObject({ type: 'part-start' });
    await vi.advanceTimersByTimeAsync(300_000);
    const rest: unknown[] = [];
    for await (const part of stream) rest.push(part);
    expect(rest.at(-1)).toMatchObject({ outcome: 'complete' });
  });
});

describe('Stop', () => {
  it('wins over a timer that fired first', async () => {
    const stop = new AbortController();
    const turn = run({
      signal: stop.signal,
      open: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            stop.abort();
            reject(new Error('aborted'));
          });
        }),
    });
    await vi.advanceTimersByTimeAsync(60_000);
    await turn.done;
    expect(turn.parts).toEqual([{ type: 'turn-end', outcome: 'cancelled', error: null }]);
  });

  // Catches: text that is still said after Stop, because it had been received before.
  it('lets nothing through that was received already', async () => {
    const stop = new AbortController();
    const body = scriptedBody();
    body.say('one', 'two', 'three', 'end');
    const turn = run({ signal: stop.signal, open: () => Promise.resolve(body.response) }, (part) => {
      if (part.type === 'part-delta') stop.abort();
    });
    await turn.done;
    expect(turn.text()).toBe('one');
    expect(turn.parts.map(({ type }) => type)).toEqual(['part-start', 'part-delta', 'part-end', 'turn-end']);
    expect(turn.last()).toMatchObject({ outcome: 'cancelled' });
  });

  it('ends at once although the SDK swallows the abort', async () => {
    const stop = new AbortController();
    const turn = run({ signal: stop.signal, open: silence });
    stop.abort();
    stop.abort();
    await turn.done;
    expect(turn.parts).toEqual([{ type: 'turn-end', outcome: 'cancelled', error: null }]);
  });

  it('counts for whoever stops reading', async () => {
    const body = scriptedBody();
    let given: AbortSignal | null = null;
    const stream = streamTurn({
      signal: new AbortController().signal,
      open: (_, signal) => {
        given = signal;
        return Promise.resolve(body.response);
      },
      createMapper,
      toAppError: () => appError('server', ''),
    });
    body.say('Hello');
    for await (const part of stream) if (part.type === 'part-delta') break;
    expect(given).toMatchObject({ aborted: true });
    expect(body.state.isCancelled).toBe(true);
  });
});

describe('the verdict', () => {
  const ended = async (say: (body: ReturnType<typeof scriptedBody>) => void): Promise<Run> => {
    const body = scriptedBody();
    say(body);
    const turn = run({ open: () => Promise.resolve(body.response) });
    await turn.done;
    expect(endings(turn.parts)).toBe(1);
    return turn;
  };

  it('is complete at the end marker, although the socket is held open', async () => {
    const turn = await ended((body) => body.say('Hello', 'end', 'more'));
    expect(turn.text()).toBe('Hello');
    expect(turn.last()).toMatchObject({ outcome: 'complete' });
  });

  it('is truncated without it', async () => {
    const turn = await ended((body) => {
      body.say('Hello');
      body.close();
    });
    expect(turn.last()).toMatchObject({ outcome: 'truncated', error: { code: 'truncated' } });
  });

  it('is what the stream itself told, whatever comes after', async () => {
    const turn = await ended((body) => body.say('Hello', 'fail', 'more', 'end'));
    expect(turn.last()).toMatchObject({ outcome: 'error', error: { code: 'server' } });
    expect(turn.text()).toBe('Hello');
  });

  it('keeps the text when the connection breaks', async () => {
    const body = scriptedBody();
    const turn = run({ open: () => Promise.resolve(body.response) }, (part) => {
      if (part.type === 'part-delta') body.fail(Object.assign(new Error('x'), { code: 'ECONNRESET' }));
    });
    body.say('Hello');
    await turn.done;
    expect(turn.last()).toMatchObject({
      outcome: 'truncated',
      error: { code: 'truncated', reason: 'reset' },
    });
  });

  it('is a network error when the connection breaks before any text: that may be tried again', async () => {
    const turn = await ended((body) => body.fail(Object.assign(new Error('x'), { code: 'ECONNRESET' })));
    expect(turn.parts).toMatchObject([{ outcome: 'error', error: { code: 'network', reason: 'reset' } }]);
  });

  it('is a protocol error when a mapper cannot cope, never an exception', async () => {
    const turn = await ended((body) => body.say('Hello', 'bug'));
    expect(turn.last()).toMatchObject({ outcome: 'error', error: { code: 'protocol', reason: 'malformed' } });
    expect(turn.text()).toBe('Hello');
  });

  it('is found again behind the errors of an SDK', async () => {
    const failure = new HttpFailureError({ status: 503, headers: {}, bodyText: '' });
    const wrapped = new Error('Connection error.', { cause: new Error('fetch failed', { cause: failure }) });
    const http = run({ open: () => Promise.reject(wrapped) });
    await http.done;
    expect(http.parts).toMatchObject([{ outcome: 'error', error: { code: 'server', status: 503 } }]);
    const locked = new AppError(appError('secret.locked', 'The keychain is locked.'));
    const secret = run({ open: () => Promise.reject(locked) });
    await secret.done;
    expect(secret.parts).toMatchObject([{ outcome: 'error', error: { code: 'secret.locked' } }]);
  });
});
