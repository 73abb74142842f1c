import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { StreamPart } from '#shared/domain/stream-part';
import { streamTurn } from '../wire/stream-turn';
import { createMapper } from './stream';
import { toAppError } from './to-app-error';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** A server that says this and then holds its socket open. */
function heldOpen(...chunks: readonly object[]) {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(Buffer.from(`data: ${JSON.stringify(chunk)}\n\n`));
    },
  });
  const parts: StreamPart[] = [];
  const read = async (): Promise<void> => {
    const open = () => Promise.resolve(new Response(body));
    const { signal } = new AbortController();
    for await (const part of streamTurn({ signal, open, createMapper, toAppError })) parts.push(part);
  };
  return { parts, done: read() };
}

async function pass(ms: number): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise((next) => setImmediate(next));
  await vi.advanceTimersByTimeAsync(ms);
}

const hello = { choices: [{ delta: { content: 'Hello' }, finish_reason: null }] };
const stop = { choices: [{ delta: {}, finish_reason: 'stop' }] };
const usage = { choices: [], usage: { prompt_tokens: 3, completion_tokens: 1 } };

// Catches: a whole reply that seems to be coming in for another 90 seconds, since `[DONE]` is left out.
it('a reply with a finish_reason is complete shortly after, without `[DONE]`, with its usage', async () => {
  const { parts, done } = heldOpen(hello, stop, usage);
  await pass(2_499);
  expect(parts.some(({ type }) => type === 'turn-end')).toBe(false);
  await pass(1);
  await done;
  expect(parts.find((part) => part.type === 'usage')?.usage).toMatchObject({ input: 3, output: 1 });
  expect(parts.at(-1)).toEqual({ type: 'turn-end', outcome: 'complete', error: null });
});

// Catches: a short wait for a reply whose end was not told.
it('a reply without one goes on until the idle timer, and is not complete', async () => {
  const { parts, done } = heldOpen(hello, { choices: [{ delta: {}, finish_reason: null }] });
  await pass(89_999);
  expect(parts.some(({ type }) => type === 'turn-end')).toBe(false);
  await pass(1);
  await done;
  expect(parts.at(-1)).toMatchObject({ outcome: 'error', error: { code: 'timeout', reason: 'idle' } });
});
