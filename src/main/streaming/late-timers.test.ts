import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { conversationIdSchema, messageIdSchema, streamIdSchema } from '#shared/domain/ids';
import type { StreamPart } from '#shared/domain/stream-part';
import { settleEvents } from '../../../tests/fakes/manual-time';
import { createTurnRegistry } from './registry';

/** A turn in a process whose timers do not run: the machine is busy, or its disk was slow. */
function turnWithoutTimers(said: AsyncIterable<StreamPart>) {
  const happened: string[] = [];
  const clock = { time: 0, now: () => clock.time, monotonic: () => clock.time };
  const registry = createTurnRegistry({
    clock,
    scheduler: { after: () => () => undefined, breathe: settleEvents },
    keepImage: () => Promise.reject(new Error('this turn has no image')),
    logger: { error: () => undefined, warn: () => undefined, info: () => undefined, debug: () => undefined },
    turns: {
      checkpoint: (_, appends) =>
        void happened.push(`stored ${appends.map(({ text }) => text.trim()).join('')}`),
      settle: () => {
        throw new Error('this turn does not end');
      },
    },
    events: {
      broadcast: () => undefined,
      watchers: () => 1,
      sendBatch: (_, { ops }) => {
        for (const op of ops) if (op.type === 'append') happened.push(`shown ${op.text.trim()}`);
      },
    },
  });
  registry.start({
    conversationId: conversationIdSchema.parse(v7()),
    streamId: streamIdSchema.parse(v7()),
    messageId: messageIdSchema.parse(v7()),
    initialParts: [],
    firstIndex: 0,
    async run(controls) {
      await controls.consume(said);
      return { status: 'complete', error: null, attempt: null };
    },
    readAnswer: () => {
      throw new Error('this turn does not end');
    },
    onSettled: () => undefined,
  });
  return { happened, clock };
}

// Catches: text that is shown on top of text that a crash would take back after its 250 ms.
it('stores what is overdue before it shows more, although no timer ran', async () => {
  let goOn = (): void => undefined;
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  const { happened, clock } = turnWithoutTimers(
    (async function* () {
      yield { type: 'part-start', index: 0, kind: 'text' };
      yield { type: 'part-delta', index: 0, delta: 'one ' };
      await gate;
      yield { type: 'part-delta', index: 0, delta: 'two ' };
      await new Promise(() => undefined);
    })(),
  );
  await settleEvents();
  expect(happened).toEqual(['shown one']);
  clock.time = 300;
  goOn();
  await settleEvents();
  expect(happened).toEqual(['shown one', 'stored one two', 'shown two']);
});
