import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppErrorData } from '#shared/errors/app-error';
import { AppError, appError } from '#shared/errors/app-error';
import { conversationIdSchema, messageIdSchema, streamIdSchema } from '#shared/domain/ids';
import type { Part } from '#shared/domain/part';
import { applyStreamOp, type StreamBatch, type StreamOp } from '#shared/domain/stream-batch';
import type { StreamPart } from '#shared/domain/stream-part';
import { v7 } from 'uuid';
import { manualTime, settleEvents } from '../../../tests/fakes/manual-time';
import { silentLogger } from '../../../tests/harness/database';
import type { PartAppend } from '#main/ports/turn-repository';
import { CheckpointSink } from './checkpoint-sink';
import { createOpBuffer } from './op-buffer';
import { pump } from './pump';
import { withTimeLimit } from './time-limit';
import { TurnAccumulator } from './turn-accumulator';
import { WindowSink } from './window-sink';

const messageId = messageIdSchema.parse(v7());
const ids = {
  conversationId: conversationIdSchema.parse(v7()),
  streamId: streamIdSchema.parse(v7()),
  messageId,
};
const append = (text: string, index = 0): StreamOp => ({ type: 'append', index, kind: 'text', text });

describe('what is received', () => {
  // Catches: windows and storage that disagree, parts that are merged, a place used twice.
  it('is the same in windows and in storage, for any stream', () => {
    const state = fc.option(fc.record({ kind: fc.constant('test.state'), data: fc.string() }));
    const piece = fc.oneof(
      fc.record({
        kind: fc.constantFrom('text', 'thinking'),
        deltas: fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
        state,
      }),
      fc.record({ kind: fc.constant('opaque'), data: fc.string({ minLength: 1 }) }),
      fc.record({ kind: fc.constant('notice'), text: fc.string({ minLength: 1 }) }),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.nat(9), (pieces, firstIndex) => {
        const initialParts: Part[] = [{ type: 'text', text: 'before' }];
        const accumulator = new TurnAccumulator({ initialParts, firstIndex });
        accumulator.beginAttempt();
        let seen: readonly Part[] = initialParts;
        const appended = new Map<number, string>();
        const accept = (part: StreamPart): void => {
          const { op, append: stored } = accumulator.accept(part, 0);
          if (op !== null) seen = applyStreamOp(seen, op);
          if (stored !== null) appended.set(stored.index, (appended.get(stored.index) ?? '') + stored.text);
        };
        pieces.forEach((item, index) => {
          if ('deltas' in item) {
            accept({ type: 'part-start', index, kind: item.kind === 'text' ? 'text' : 'thinking' });
            for (const delta of item.deltas) accept({ type: 'part-delta', index, delta });
            accept({ type: 'part-end', index, state: item.state });
          } else if ('data' in item) {
            accept({ type: 'opaque', index, state: { kind: 'test.opaque', data: item.data } });
          } else {
            accept({ type: 'notice', code: 'n', text: item.text });
          }
        });
        const stored = accumulator.storedParts();
        expect(accumulator.visibleParts()).toEqual(seen);
        const visible = stored.flatMap(({ part }) => (part.type === 'opaque' ? [] : [part]));
        expect([...initialParts, ...visible]).toEqual(seen);
        expect(stored).toHaveLength(pieces.length);
        expect(new Set(stored.map(({ index }) => index)).size).toBe(pieces.length);
        expect(stored.every(({ index }) => index >= firstIndex)).toBe(true);
        for (const { index, part } of stored) {
          if (part.type === 'text' || part.type === 'thinking') expect(appended.get(index)).toBe(part.text);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('of a failed attempt leaves no state behind when another is made', () => {
    const accumulator = new TurnAccumulator({ initialParts: [], firstIndex: 0 });
    accumulator.beginAttempt();
    accumulator.accept({ type: 'opaque', index: 0, state: { kind: 'test.opaque', data: 'old' } }, 0);
    accumulator.accept({ type: 'part-start', index: 1, kind: 'text' }, 0);
    expect(accumulator.hasAttemptContent()).toBe(false);
    accumulator.dropAttempt();
    accumulator.beginAttempt();
    accumulator.accept({ type: 'part-start', index: 0, kind: 'text' }, 0);
    accumulator.accept({ type: 'part-delta', index: 0, delta: 'new' }, 0);
    expect(accumulator.storedParts()).toMatchObject([{ part: { type: 'text', text: 'new' }, state: null }]);
  });

  it('keeps state of a thought that shows no text, and how long it took', () => {
    const accumulator = new TurnAccumulator({ initialParts: [], firstIndex: 0 });
    accumulator.beginAttempt();
    accumulator.accept({ type: 'part-start', index: 0, kind: 'thinking' }, 100);
    accumulator.accept({ type: 'part-end', index: 0, state: { kind: 'test.sig', data: 's' } }, 1_600);
    expect(accumulator.storedParts()).toEqual([
      {
        index: 0,
        part: { type: 'thinking', text: '', durationMs: 1_500 },
        state: { kind: 'test.sig', data: 's' },
      },
    ]);
  });
});

describe('windows', () => {
  function useSink(watchers = 1) {
    const time = manualTime();
    const batches: (StreamBatch & { at: number })[] = [];
    const events = {
      broadcast: () => undefined,
      watchers: () => watchers,
      sendBatch: (_id: unknown, batch: StreamBatch) => void batches.push({ ...batch, at: time.monotonic() }),
    };
    return {
      time,
      batches,
      sink: new WindowSink(
        { events, clock: time, scheduler: time, logger: silentLogger, beforeBatch: () => undefined },
        ids,
      ),
    };
  }

  it('get the first word at once and then at most every 33 ms, in order, without a gap', async () => {
    const { time, batches, sink } = useSink();
    for (let step = 0; step < 200; step += 1) {
      sink.add(append(`${step} `));
      await time.advance(5);
    }
    sink.flush();
    expect(batches[0]).toMatchObject({ at: 0, seq: 1 });
    expect(batches.map((batch) => batch.seq)).toEqual(batches.map((_, index) => index + 1));
    const gaps = batches.slice(1, -1).map((batch, index) => batch.at - (batches[index]?.at ?? 0));
    expect([Math.min(...gaps), Math.max(...gaps)]).toEqual([33, 33]);
    const text = batches
      .flatMap((batch) => batch.ops)
      .map((op) => (op.type === 'append' ? op.text : ''))
      .join('');
    expect(text).toBe(Array.from({ length: 200 }, (_, step) => `${step} `).join(''));
  });

  it('get a burst sooner but at most about sixty times a second', async () => {
    const { time, batches, sink } = useSink();
    for (let step = 0; step < 1_000; step += 1) {
      sink.add(append('x'.repeat(500)));
      await time.advance(1);
    }
    expect(batches.length).toBeGreaterThan(50);
    expect(batches.length).toBeLessThanOrEqual(64);
  });

  it('that are not there cost nothing', () => {
    const { time, batches, sink } = useSink(0);
    sink.add(append('unseen'));
    expect([time.pending(), batches.length, sink.seq]).toEqual([0, 0, 0]);
  });

  it('get neighbouring text of one part as one operation', () => {
    const buffer = createOpBuffer();
    buffer.add(append('a'));
    buffer.add(append('b'));
    buffer.add(append('c', 1));
    expect(buffer.size()).toBe(3);
    expect(buffer.take()).toEqual([append('ab'), append('c', 1)]);
    expect(buffer.take()).toEqual([]);
  });
});

describe('storage', () => {
  function useSink() {
    const time = manualTime();
    const writes: { at: number; text: string }[] = [];
    const told: (AppErrorData | null)[] = [];
    const fault: { error: AppErrorData | null } = { error: null };
    const checkpoint = (_id: unknown, appends: readonly PartAppend[]): void => {
      if (fault.error !== null) throw new AppError(fault.error);
      writes.push({ at: time.monotonic(), text: appends.map(({ text }) => text).join('|') });
    };
    const ports = {
      turns: { checkpoint },
      clock: time,
      scheduler: time,
      onStorage: (error: AppErrorData | null) => void told.push(error),
    };
    return { time, writes, told, fault, sink: new CheckpointSink(ports, messageId) };
  }
  const text = (value: string, index = 0): PartAppend => ({ index, kind: 'text', text: value });

  // Catches: more than 250 ms or 1 KB that a crash would take.
  it('has all text that is older than 250 ms, and 1 KB or a whole part at once', async () => {
    const { time, writes, sink } = useSink();
    sink.add(text('a'));
    await time.advance(249);
    expect(writes).toEqual([]);
    sink.add(text('b'));
    await time.advance(1);
    expect(writes).toEqual([{ at: 250, text: 'ab' }]);
    await time.advance(100);
    sink.add(text('x'.repeat(1_024)));
    await time.advance(0);
    expect(writes.at(-1)?.at).toBe(350);
    await time.advance(100);
    sink.add(text('c', 2));
    sink.partEnded();
    await time.advance(0);
    expect(writes.at(-1)).toEqual({ at: 450, text: 'c' });
  });

  it('is not written to for every event of a burst', async () => {
    const { time, writes, sink } = useSink();
    for (let step = 0; step < 1_000; step += 1) {
      sink.add(text('x'.repeat(1_500)));
      await time.advance(1);
    }
    expect(writes.length).toBeLessThanOrEqual(21);
  });

  it('that fails is tried again every 5 s; nothing is lost and it is said once', async () => {
    const { time, writes, told, fault, sink } = useSink();
    fault.error = appError('storage.full', 'Full.');
    sink.add(text('a'));
    await time.advance(4_000);
    for (let step = 0; step < 20; step += 1) sink.add(text('b'));
    expect(told).toEqual([fault.error]);
    await time.advance(7_000);
    expect([told.length, writes.length]).toEqual([1, 0]);
    fault.error = null;
    await time.advance(5_000);
    expect(writes.map((write) => write.text)).toEqual([`a${'b'.repeat(20)}`]);
    expect(told).toHaveLength(2);
    expect(told[1]).toBeNull();
  });

  it('is left alone after the end', async () => {
    const { time, writes, sink } = useSink();
    sink.add(text('a'));
    sink.close();
    await time.advance(1_000);
    expect([writes, time.pending()]).toEqual([[], 0]);
  });
});

describe('taking a stream', () => {
  it('lets timers and windows have their turn during a burst', async () => {
    let elapsed = 0;
    const clock = { now: () => elapsed, monotonic: () => (elapsed += 0.1) };
    let breaths = 0;
    const scheduler = { after: () => () => undefined, breathe: () => Promise.resolve(void (breaths += 1)) };
    const burst = async function* () {
      for (let part = 0; part < 10_000; part += 1) yield await Promise.resolve(part);
    };
    let taken = 0;
    await pump({ clock, scheduler }, burst(), new AbortController().signal, () => ((taken += 1), false));
    expect(taken).toBe(10_000);
    expect(breaths).toBeGreaterThan(50);
  });

  it('ends at once when stopped, closes the stream, and takes nothing more', async () => {
    const time = manualTime();
    const controller = new AbortController();
    const taken: number[] = [];
    const log: string[] = [];
    let release = (): void => undefined;
    const stream: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise((resolve) => (release = () => resolve({ done: false, value: 1 }))),
        return: () => (log.push('closed'), new Promise(() => undefined)),
      }),
    };
    const done = pump(
      { clock: time, scheduler: time },
      stream,
      controller.signal,
      (part) => (taken.push(part), false),
    );
    controller.abort();
    await done;
    release();
    await settleEvents();
    expect([taken, log]).toEqual([[], ['closed']]);
  });

  it('passes on what the stream throws', async () => {
    const time = manualTime();
    const stream = async function* (): AsyncGenerator<number> {
      yield await Promise.resolve(1);
      throw new Error('broken');
    };
    const done = pump({ clock: time, scheduler: time }, stream(), new AbortController().signal, () => false);
    await expect(done).rejects.toThrow('broken');
  });
});

it('a limit of time aborts what hangs and answers in its place', async () => {
  const time = manualTime();
  let isAborted = false;
  const limited = withTimeLimit<string>(
    time,
    1_000,
    (signal) => new Promise(() => signal.addEventListener('abort', () => (isAborted = true))),
    () => 'late',
  );
  await time.advance(1_000);
  expect([await limited, isAborted]).toEqual(['late', true]);
  expect(
    await withTimeLimit(
      time,
      1_000,
      () => Promise.resolve('in time'),
      () => 'late',
    ),
  ).toBe('in time');
  expect(time.pending()).toBe(0);
});
