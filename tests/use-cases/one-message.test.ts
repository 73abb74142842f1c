import { describe, expect, it } from 'vitest';
import { textOf, type Part } from '#shared/domain/part';
import { applyStreamOp } from '#shared/domain/stream-batch';
import { settleEvents, until } from '../fakes/manual-time';
import { completeEnd, liveAnswer, say, textParts } from '../fakes/scripted-provider';
import { newConversationId, newMessageId } from '../harness/database';
import { send, settledAnswer, useEngine, type TestWindow } from './use-engine';

/** What a window shows that has applied everything it was told. */
function shown(window: TestWindow, from: { seq: number; parts: readonly Part[] } = { seq: 0, parts: [] }) {
  let { parts, seq } = from;
  for (const batch of window.batches()) {
    if (batch.seq <= seq) continue;
    expect(batch.seq, 'no gap').toBe(seq + 1);
    seq = batch.seq;
    for (const op of batch.ops) parts = applyStreamOp(parts, op);
  }
  return parts;
}

describe('the way of one message', () => {
  it('stores, asks, streams in numbered batches, settles, and only then says so', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    engine.provider.answers.push(say('Four.'));
    await window.call('settings.update', { patch: { autoTitle: false } });
    const sent = await send(window, 'What is **2 + 2**?');
    const settled = await window.settled();

    expect(settled).toMatchObject({ id: sent.answerId, status: 'complete', error: null, role: 'assistant' });
    expect(textOf(settled.parts)).toBe('Four.');
    expect(textOf(shown(window))).toBe('Four.');
    expect(settled.meta).toMatchObject({ usage: { input: 10, output: 5 }, attempts: 1 });
    expect(engine.provider.asked[0]?.request.messages).toEqual([
      { role: 'user', parts: [{ type: 'text', text: 'What is **2 + 2**?', state: null }] },
    ]);
    expect((await window.call('conversation.find', { conversationId: sent.conversationId }))?.title).toBe(
      'What is 2 + 2?',
    );
    expect(window.events.some((event) => event.type === 'conversations.changed')).toBe(true);
  });

  // Catches: a request made before the question is durable; windows told of an end that a crash would take back.
  it('keeps the order of effects', async () => {
    const journal: string[] = [];
    const engine = useEngine({ journal });
    const window = engine.openWindow(1);
    const sent = await send(window, 'Hello?');
    await settledAnswer(engine, sent);
    await window.settled();
    // The last request makes the title.
    expect(journal.filter((step) => step !== 'checkpoint')).toEqual([
      'openTurn',
      'openAttempt',
      'request',
      'settle',
      'windows told',
      'request',
    ]);
    expect(engine.store.conversations.getMessage(sent.answerId).status).toBe('complete');
  });

  it('asks nothing when the question could not be stored', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    engine.turns.failing.openTurn = { code: 'storage.full', message: 'The disk is full.' };
    const result = await window.tryCall('chat.send', {
      conversationId: newConversationId(),
      messageId: newMessageId(),
      parentId: null,
      text: 'Hello?',
      model: null,
      personaId: null,
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'storage.full' } });
    await settleEvents();
    expect(engine.provider.asked).toEqual([]);
  });

  it('refuses a second question while it answers, and one to an older state', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const live = liveAnswer();
    engine.provider.answers.push(live.answer);
    const sent = await send(window, 'First');
    const again = {
      conversationId: sent.conversationId,
      messageId: newMessageId(),
      text: 'Second',
      model: null,
      personaId: null,
    };
    const busy = await window.tryCall('chat.send', { ...again, parentId: sent.answerId });
    expect(busy).toMatchObject({ ok: false, error: { code: 'conversation.busy' } });
    live.push(...textParts('Yes.'), completeEnd);
    await window.settled();
    const stale = await window.tryCall('chat.send', { ...again, parentId: sent.messageId });
    expect(stale).toMatchObject({ ok: false, error: { code: 'conversation.stale' } });
    expect(await window.tryCall('chat.send', { ...again, parentId: sent.answerId })).toMatchObject({
      ok: true,
    });
  });

  it('sends the whole branch with the next question', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const first = await send(window, 'One?');
    await settledAnswer(engine, first);
    const second = await send(window, 'Two?', {
      conversationId: first.conversationId,
      parentId: first.answerId,
    });
    await settledAnswer(engine, second);
    const texts = engine.provider.asked
      .findLast(({ request }) => request.instructions === null)
      ?.request.messages.map(({ role, parts }) => [
        role,
        parts.map((part) => ('text' in part ? part.text : '')),
      ]);
    expect(texts).toEqual([
      ['user', ['One?']],
      ['assistant', ['Hello.']],
      ['user', ['Two?']],
    ]);
  });
});

describe('several windows', () => {
  it('show the same live reply, and one that comes late misses nothing', async () => {
    const engine = useEngine();
    const [first, second, late] = [engine.openWindow(1), engine.openWindow(2), engine.openWindow(3)];
    const live = liveAnswer();
    engine.provider.answers.push(live.answer);
    const conversationId = newConversationId();
    await second.call('chat.watch', { conversationId });
    await send(first, 'Count', { conversationId });

    live.push({ type: 'part-start', index: 0, kind: 'text' });
    for (let number = 0; number < 40; number += 1) {
      live.push({ type: 'part-delta', index: 0, delta: `${number} ` });
      await engine.time.advance(7);
    }
    const attached = await late.call('chat.watch', { conversationId });
    if (attached === null) throw new Error('There is a live turn.');
    for (let number = 40; number < 80; number += 1) {
      live.push({ type: 'part-delta', index: 0, delta: `${number} ` });
      await engine.time.advance(7);
    }
    live.push({ type: 'part-end', index: 0, state: null }, completeEnd);
    const expected = Array.from({ length: 80 }, (_, number) => `${number} `).join('');
    for (const window of [first, second, late]) await window.settled();
    expect(textOf(shown(first))).toBe(expected);
    expect(shown(second)).toEqual(shown(first));
    expect(textOf(shown(late, attached))).toBe(expected);
    // 560 ms in steps of 33 ms and not a message for every delta.
    expect(first.batches().length).toBeLessThan(25);
  });

  it('closing does not end the reply', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const live = liveAnswer();
    engine.provider.answers.push(live.answer);
    const sent = await send(window, 'Go on');
    live.push(...textParts('Part one. '));
    await until(() => window.batches().length > 0);
    window.close();
    await until(() => engine.windows.watchers(sent.conversationId) === 0);
    live.push(...textParts('Part two.', 1), completeEnd);
    expect(textOf((await settledAnswer(engine, sent)).parts)).toBe('Part one. Part two.');
  });
});

describe('Stop', () => {
  it('keeps the text and settles at once, also when the connection hangs; what comes late is ignored', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const live = liveAnswer();
    engine.provider.answers.push(live.answer);
    const sent = await send(window, 'Go on');
    live.push(
      { type: 'part-start', index: 0, kind: 'text' },
      { type: 'part-delta', index: 0, delta: 'Kept' },
    );
    await until(() => window.batches().length > 0);

    expect(await window.call('chat.stop', { conversationId: sent.conversationId })).toBe(true);
    const stored = engine.store.conversations.getMessage(sent.answerId);
    expect(stored).toMatchObject({ status: 'stopped', error: null });
    expect(textOf(stored.parts)).toBe('Kept');
    live.push({ type: 'part-delta', index: 0, delta: ' and more' }, completeEnd);
    await settleEvents();
    expect(textOf(engine.store.conversations.getMessage(sent.answerId).parts)).toBe('Kept');
    expect(await window.call('chat.stop', { conversationId: sent.conversationId })).toBe(false);
    await send(window, 'Next', { conversationId: sent.conversationId, parentId: sent.answerId });
  });

  it('at the end of the app stores what there is as interrupted', async () => {
    const engine = useEngine();
    const window = engine.openWindow(1);
    const live = liveAnswer();
    engine.provider.answers.push(live.answer);
    const sent = await send(window, 'Go on');
    live.push(...textParts('So far'));
    await until(() => window.batches().length > 0);
    await engine.registry.interruptAll();
    const stored = engine.store.conversations.getMessage(sent.answerId);
    expect([stored.status, textOf(stored.parts)]).toEqual(['interrupted', 'So far']);
  });
});
