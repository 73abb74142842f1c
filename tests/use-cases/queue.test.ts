import { expect, test } from 'vitest';
import type { ConversationId } from '#shared/domain/ids';
import { textOf } from '#shared/domain/part';
import { appError } from '#shared/errors/app-error';
import { settleEvents, until } from '../fakes/manual-time';
import { completeEnd, failWith, liveAnswer, textParts } from '../fakes/scripted-provider';
import { send, useEngine, type TestEngine, type TestWindow } from './use-engine';

/** A conversation whose first reply is being written, in two windows. */
async function whileStreaming(engine: TestEngine) {
  const first = engine.openWindow(1);
  const second = engine.openWindow(2);
  // Only what a person asks is counted.
  await first.call('settings.update', { patch: { autoTitle: false } });
  const live = liveAnswer();
  engine.provider.answers.push(live.answer);
  const sent = await send(first, 'First');
  await second.call('chat.watch', { conversationId: sent.conversationId });
  await until(() => (engine.provider.asked.length === 1 ? true : null));
  const finish = (): void => live.push(...textParts('Done.'), completeEnd);
  return { ...sent, first, second, finish };
}

const questions = async (window: TestWindow, conversationId: ConversationId) => {
  const { messages } = await window.call('message.list', {
    conversationId,
    anchor: { at: 'end' },
    limit: 50,
  });
  return messages.filter(({ role }) => role === 'user').map(({ parts }) => textOf(parts));
};

const idle = (engine: TestEngine): Promise<true> =>
  until(() => (engine.registry.hasLive() ? null : (true as const)));

test('what waits is sent when the reply ends, to both windows, and only once', async () => {
  const engine = useEngine();
  const { conversationId, first, second, finish } = await whileStreaming(engine);
  await first.call('queue.add', { conversationId, text: 'Second' });
  await second.call('queue.add', { conversationId, text: 'and third' });
  expect(await first.call('queue.find', { conversationId })).toEqual({
    text: 'Second\n\nand third',
    files: [],
  });
  expect(second.events).toContainEqual({ type: 'queue.changed', conversationId });
  expect(engine.provider.asked).toHaveLength(1);

  finish();
  await until(() => (engine.provider.asked.length === 2 ? true : null));
  await idle(engine);
  await settleEvents();
  expect(await questions(first, conversationId)).toEqual(['First', 'Second\n\nand third']);
  expect(await second.call('queue.find', { conversationId })).toBeNull();
  expect(engine.provider.asked).toHaveLength(2);
  expect(second.batches().some(({ settled }) => settled !== null && textOf(settled.parts) === 'Hello.')).toBe(
    true,
  );
});

test('after a failure it waits, and is sent by the person', async () => {
  const engine = useEngine();
  const window = engine.openWindow(1);
  const live = liveAnswer();
  engine.provider.answers.push(live.answer);
  const { conversationId } = await send(window, 'First');
  await window.call('queue.add', { conversationId, text: 'Second' });
  live.push({ type: 'turn-end', outcome: 'error', error: appError('auth', 'The key was refused.') });
  await idle(engine);
  await settleEvents();
  expect(await window.call('queue.find', { conversationId })).toMatchObject({ text: 'Second' });
  await window.call('queue.send', { conversationId });
  await idle(engine);
  expect(await questions(window, conversationId)).toEqual(['First', 'Second']);
});

test('after Stop it waits, also when the reply ends by itself in the same moment', async () => {
  const engine = useEngine();
  const { conversationId, first, finish } = await whileStreaming(engine);
  await first.call('queue.add', { conversationId, text: 'Second' });
  finish();
  await engine.chat.stop(conversationId);
  await idle(engine);
  await settleEvents();
  expect(await questions(first, conversationId)).toEqual(['First']);
  expect(await first.call('queue.find', { conversationId })).toMatchObject({ text: 'Second' });
});

test('"send now" of two windows stops one reply and sends once', async () => {
  const engine = useEngine();
  const { conversationId, first, second } = await whileStreaming(engine);
  const next = liveAnswer();
  engine.provider.answers.push(next.answer);
  await first.call('queue.add', { conversationId, text: 'Second' });
  await Promise.all([
    first.call('queue.send', { conversationId }),
    second.call('queue.send', { conversationId }),
  ]);
  // A press that comes late does not stop the reply to it.
  await second.call('queue.send', { conversationId });
  await until(() => (engine.provider.asked.length === 2 ? true : null));
  expect(engine.registry.isLive(conversationId)).toBe(true);
  next.push(...textParts('To the second.'), completeEnd);
  await idle(engine);
  expect(await questions(first, conversationId)).toEqual(['First', 'Second']);
  expect(engine.provider.asked).toHaveLength(2);
});

test('what comes when the reply has just ended is sent at once', async () => {
  const engine = useEngine();
  const { conversationId, first, finish } = await whileStreaming(engine);
  finish();
  await idle(engine);
  await first.call('queue.add', { conversationId, text: 'Late' });
  await idle(engine);
  expect(await questions(first, conversationId)).toEqual(['First', 'Late']);
});

test('a message that cannot be stored as sent goes on waiting: neither lost nor twice', async () => {
  const engine = useEngine();
  const { conversationId, first, finish } = await whileStreaming(engine);
  await first.call('queue.add', { conversationId, text: 'Second' });
  engine.turns.failing.openTurn = appError('storage.full', 'The disk is full.');
  finish();
  await idle(engine);
  await settleEvents();
  expect(await first.call('queue.find', { conversationId })).toMatchObject({ text: 'Second' });
  expect(await first.tryCall('queue.send', { conversationId })).toMatchObject({ ok: false });
  delete engine.turns.failing.openTurn;
  await first.call('queue.send', { conversationId });
  await idle(engine);
  expect(await questions(first, conversationId)).toEqual(['First', 'Second']);
});

test('it takes the text out of the message box and gives it back, in one step each', async () => {
  const engine = useEngine();
  const { conversationId, first, second } = await whileStreaming(engine);
  await first.call('draft.save', { key: conversationId, text: 'Second' });
  await first.call('queue.add', { conversationId, text: 'Second' });
  expect(await second.call('draft.find', { key: conversationId })).toBe('');
  await first.call('draft.save', { key: conversationId, text: 'more' });
  expect(await second.call('queue.take', { conversationId, draft: 'more' })).toBe('Second\n\nmore');
  expect(await first.call('draft.find', { key: conversationId })).toBe('Second\n\nmore');
  expect(await first.call('queue.find', { conversationId })).toBeNull();
  // Another window that was just as fast gets what is there, not a second copy.
  expect(await first.call('queue.take', { conversationId, draft: '' })).toBe('');
});

test('files of the message box wait and go along', async () => {
  const engine = useEngine();
  const { conversationId, first, finish } = await whileStreaming(engine);
  const bytes = new TextEncoder().encode('a,b\n1,2\n');
  await first.call('attachment.add', { key: conversationId, name: 'table.csv', bytes });
  await first.call('queue.add', { conversationId, text: '' });
  expect(await first.call('attachment.list', { key: conversationId })).toEqual([]);
  expect(await first.call('queue.find', { conversationId })).toMatchObject({
    files: [{ name: 'table.csv' }],
  });
  finish();
  await until(() => (engine.provider.asked.length === 2 ? true : null));
  await idle(engine);
  const { messages } = await first.call('message.list', {
    conversationId,
    anchor: { at: 'end' },
    limit: 50,
  });
  expect(messages.findLast(({ role }) => role === 'user')?.parts).toMatchObject([{ name: 'table.csv' }]);
});

test('a text of the normal box goes while another waits, and what waits follows it', async () => {
  const engine = useEngine();
  const { conversationId, answerId, first } = await whileStreaming(engine);
  await first.call('queue.add', { conversationId, text: 'Waits' });
  await first.call('chat.stop', { conversationId });
  await idle(engine);
  await send(first, 'Now', { conversationId, parentId: answerId });
  await until(() => (engine.provider.asked.length === 3 ? true : null));
  await idle(engine);
  expect(await questions(first, conversationId)).toEqual(['First', 'Now', 'Waits']);
});

test('nothing waits where there is no conversation; nothing is left of one that was deleted for good', async () => {
  const engine = useEngine();
  const { conversationId, first, finish } = await whileStreaming(engine);
  const nowhere = '0199aaaa-0000-7000-8000-000000000000' as typeof conversationId;
  expect(await first.tryCall('queue.add', { conversationId: nowhere, text: 'x' })).toMatchObject({
    error: { code: 'conversation.not-found' },
  });
  engine.provider.answers.push(failWith('auth'));
  await first.call('queue.add', { conversationId, text: 'Waits' });
  await first.call('conversation.delete', { conversationId });
  finish();
  await idle(engine);
  expect(await first.call('queue.find', { conversationId })).toMatchObject({ text: 'Waits' });
  await first.call('trash.empty', null);
  expect(await first.call('queue.find', { conversationId })).toBeNull();
  expect(engine.provider.asked).toHaveLength(1);
});
