import { conversationIdSchema, messageIdSchema, streamIdSchema } from '#shared/domain/ids';
import type { LiveTurn, StreamBatch } from '#shared/domain/stream-batch';
import { v7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { takeBatch } from './live-turn';

const conversationId = conversationIdSchema.parse(v7());
const messageId = messageIdSchema.parse(v7());
const streamId = streamIdSchema.parse(v7());

const batch = (seq: number, text = `${seq} `): StreamBatch => ({
  conversationId,
  streamId,
  messageId,
  seq,
  ops: [{ type: 'append', index: 0, kind: 'text', text }],
  waiting: null,
  settled: null,
});

const live = (seq: number, text: string): LiveTurn => ({
  conversationId,
  streamId,
  messageId,
  seq,
  parts: [{ type: 'text', text }],
  waiting: null,
});

describe('a batch', () => {
  test('that follows is appended', () => {
    expect(takeBatch(live(1, '1 '), null, batch(2))).toEqual({ type: 'live', live: live(2, '1 2 ') });
  });

  test('that came before changes nothing', () => {
    expect(takeBatch(live(2, '1 2 '), null, batch(2)).type).toBe('ignored');
    expect(takeBatch(live(2, '1 2 '), null, batch(1)).type).toBe('ignored');
  });

  test('after a gap asks for all so far: nothing is guessed', () => {
    expect(takeBatch(live(1, '1 '), null, batch(3)).type).toBe('gap');
    expect(takeBatch(null, null, batch(2)).type).toBe('gap');
  });

  test('that is the first of a turn begins it', () => {
    expect(takeBatch(null, null, batch(1))).toEqual({ type: 'live', live: live(1, '1 ') });
  });

  test('that goes on with a message that has text asks for that text', () => {
    expect(takeBatch(null, null, batch(1), true).type).toBe('gap');
  });

  test('of a turn that has ended is ignored, so that a late one does not bring it back', () => {
    expect(takeBatch(null, streamId, batch(1)).type).toBe('ignored');
  });

  test('may leave places out between parts', () => {
    const late = { ...batch(2), ops: [{ type: 'append', index: 3, kind: 'text', text: 'b' } as const] };
    const outcome = takeBatch(live(1, 'a'), null, late);
    const texts =
      outcome.type === 'live'
        ? outcome.live.parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))
        : [];
    expect(texts).toEqual(['a', 'b']);
  });
});
