import { expect, test } from 'vitest';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import { textOf } from '#shared/domain/part';
import { appError } from '#shared/errors/app-error';
import { settleEvents, until } from '../fakes/manual-time';
import { completeEnd, failWith, liveAnswer, textParts } from '../fakes/scripted-provider';
import { newMessageId } from '../harness/database';
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

/** Queues a text, and names the message that it becomes. */
async function queue(window: TestWindow, conversationId: ConversationId, text: string): Promise<MessageId> {
  const messageId = newMessageId();
  await window.call('queue.add', { conversationId, messageId, text });
  return messageId;
}

const waiting = async (window: TestWindow, conversationId: ConversationId): Promise<readonly string[]> =>
  (await window.call('queue.list', { conversationId })).map(({ text }) => text);

const idle = (engine: TestEngine): Promise<true> =>
  until(() => (engine.registry.hasLive() ? null : (true as const)));

test('what waits is sent one after the other as replies end, once, to both windows', async () => {
  const engine = useEngine();
  const { conversationId, first, second, finish } = await whileStreaming(engine);
  await queue(first, conversationId, 'Second');
  await queue(second, conversationId, 'Third');
  await queue(first, conversationId, 'Fourth');
  expect(await waiting(first, conversationId)).toEqual(['Second', 'Third', 'Fourth']);
  expect(second.events).toContainEqual({ type: 'queue.changed', conversationId });
  expect(engine.provider.asked).toHaveLength(1);
  const live = liveAnswer();
  engine.provider.answers.push(live.answer);

  finish();
  await until(() => (engine.provider.asked.length === 2 ? true : null));
  // The second is being answered: the others wait for its end.
  expect(await waiting(second, conversationId)).toEqual(['Third', 'Fourth']);
  live.push(...textParts('To the second.'), completeEnd);
  await until(() => (engine.provider.asked.length === 4 ? true : null));
  await idle(engine);
  await settleEvents();
  expect(await questions(first, conversationId)).toEqual(['First', 'Second', 'Third', 'Fourth']);
  expect(await waiting(second, conversationId)).toEqual([]);
  expect(engine.provider.asked).toHaveLength(4);
  expect(second.batches().some(({ settled }) => settled !== null && textOf(settled.parts) === 'Hello.')).toBe(
    true,
  );
});

test('a failed reply stops the queue: nothing behind it is burned, and the person goes on with it', async () => {
  const engine = useEngine();
  const { conversationId, first, finish } = await whileStreaming(engine);
  const second = await queue(first, conversationId, 'Second');
  const third = await queue(first, conversationId, 'Third');
  await queue(first, conversationId, 'Fourth');
  engine.provider.answers.push(failWith('permission'));
  finish();
  await until(() => (engine.provider.asked.length === 2 ? true : null));
  await idle(engine);
  await settleEvents();
  expect(await waiting(first, conversationId)).toEqual(['Third', 'Fourth']);
  // What was sent is not sent again by a press that comes late.
  await first.call('queue.send', { conversationId, messageId: second });
  expect(engine.provider.asked).toHaveLength(2);
  await first.call('queue.send', { conversationId, messageId: third });
  await until(() => (engine.provider.asked.length === 4 ? true : null));
  await idle(engine);
  expect(await questions(first, conversationId)).toEqual(['First', 'Second', 'Third', 'Fourth']);
});

test('after Stop it waits, also when the reply ends by itself in the same moment', async () => {
  const engine = useEngine();
  const { conversationId, first, finish } = await whileStreaming(engine);
  await queue(first, conversationId, 'Second');
  finish();
  await engine.chat.stop(conversationId);
  await idle(engine);
  await settleEvents();
  expect(await questions(first, conversationId)).toEqual(['First']);
  expect(await waiting(first, conversationId)).toEqual(['Second']);
});

test('"send now" of two windows stops one reply and sends once', async () => {
  const engine = useEngine();
  const { conversationId, first, second } = await whileStreaming(engine);
  const next = liveAnswer();
  engine.provider.answers.push(next.answer);
  const messageId = await queue(first, conversationId, 'Second');
  await queue(first, conversationId, 'Third');
  const asked = { conversationId, messageId };
  await Promise.all([first.call('queue.send', asked), second.call('queue.send', asked)]);
  // A press that comes late neither stops the reply to it nor sends what is behind it.
  await second.call('queue.send', asked);
  await until(() => (engine.provider.asked.length === 2 ? true : null));
  expect(engine.registry.isLive(conversationId)).toBe(true);
  expect(await waiting(first, conversationId)).toEqual(['Third']);
  next.push(...textParts('To the second.'), completeEnd);
  await until(() => (engine.provider.asked.length === 3 ? true : null));
  await idle(engine);
  expect(await questions(first, conversationId)).toEqual(['First', 'Second', 'Third']);
  expect(engine.provider.asked).toHaveLength(3);
});

test('one of the middle is sent now, and the others keep their order', async () => {
  const engine = useEngine();
  const { conversationId, first } = await whileStreaming(engine);
  await queue(first, conversationId, 'Second');
  const messageId = await queue(first, conversationId, 'Third');
  await queue(first, conversationId, 'Fourth');
  await first.call('queue.send', { conversationId, messageId });
  await until(() => (engine.provider.asked.length === 4 ? true : null));
  await idle(engine);
  expect(await questions(first, conversationId)).toEqual(['First', 'Third', 'Second', 'Fourth']);
});

test('what comes when the reply has just ended is sent at once', async () => {
  const engine = useEngine();
  const { conversationId, first, finish } = await whileStreaming(engine);
  finish();
  await idle(engine);
  await queue(first, conversationId, 'Late');
  await idle(engine);
  expect(await questions(first, conversationId)).toEqual(['First', 'Late']);
});

test('a message that cannot be stored as sent goes on waiting: neither lost nor twice', async () => {
  const engine = useEngine();
  const { conversationId, first, finish } = await whileStreaming(engine);
  const messageId = await queue(first, conversationId, 'Second');
  engine.turns.failing.openTurn = appError('storage.full', 'The disk is full.');
  finish();
  await idle(engine);
  await settleEvents();
  expect(await waiting(first, conversationId)).toEqual(['Second']);
  expect(await first.tryCall('queue.send', { conversationId, messageId })).toMatchObject({ ok: false });
  delete engine.turns.failing.openTurn;
  await first.call('queue.send', { conversationId, messageId });
  await idle(engine);
  expect(await questions(first, conversationId)).toEqual(['First', 'Second']);
});

test('it takes the text out of the message box and gives it back, in one step each', async () => {
  const engine = useEngine();
  const { conversationId, first, second } = await whileStreaming(engine);
  await first.call('draft.save', { key: conversationId, text: 'Second' });
  const messageId = await queue(first, conversationId, 'Second');
  await queue(first, conversationId, 'Third');
  expect(await second.call('draft.find', { key: conversationId })).toBe('');
  await first.call('draft.save', { key: conversationId, text: 'more' });
  expect(await second.call('queue.take', { conversationId, messageId, draft: 'more' })).toBe(
    'Second\n\nmore',
  );
  expect(await first.call('draft.find', { key: conversationId })).toBe('Second\n\nmore');
  expect(await waiting(first, conversationId)).toEqual(['Third']);
  // Another window that was just as fast gets what is there, not a second copy.
  expect(await first.call('queue.take', { conversationId, messageId, draft: '' })).toBe('');
});

test('one moves up by one place, and stays at the top', async () => {
  const engine = useEngine();
  const { conversationId, first, finish } = await whileStreaming(engine);
  await queue(first, conversationId, 'Second');
  await queue(first, conversationId, 'Third');
  const messageId = await queue(first, conversationId, 'Fourth');
  await first.call('queue.moveUp', { conversationId, messageId });
  expect(await waiting(first, conversationId)).toEqual(['Second', 'Fourth', 'Third']);
  await first.call('queue.moveUp', { conversationId, messageId });
  await first.call('queue.moveUp', { conversationId, messageId });
  expect(await waiting(first, conversationId)).toEqual(['Fourth', 'Second', 'Third']);
  finish();
  await until(() => (engine.provider.asked.length === 4 ? true : null));
  await idle(engine);
  expect(await questions(first, conversationId)).toEqual(['First', 'Fourth', 'Second', 'Third']);
});

test('a removal is taken back whole: text, files and place', async () => {
  const engine = useEngine();
  const { conversationId, first, finish } = await whileStreaming(engine);
  const bytes = new TextEncoder().encode('a,b\n1,2\n');
  await first.call('attachment.add', { key: conversationId, name: 'table.csv', bytes });
  await queue(first, conversationId, 'With a table');
  const beforeId = await queue(first, conversationId, 'Third');
  const [removed] = await first.call('queue.list', { conversationId });
  if (removed === undefined) throw new Error('nothing waits');
  await first.call('queue.remove', { conversationId, messageId: removed.messageId });
  expect(await waiting(first, conversationId)).toEqual(['Third']);
  const undo = { conversationId, message: { ...removed, files: [...removed.files] }, beforeId };
  await first.call('queue.restore', undo);
  // A second press changes nothing.
  await first.call('queue.restore', undo);
  expect(await first.call('queue.list', { conversationId })).toMatchObject([
    { text: 'With a table', files: [{ name: 'table.csv' }] },
    { text: 'Third', files: [] },
  ]);
  finish();
  await until(() => (engine.provider.asked.length === 3 ? true : null));
  await idle(engine);
  expect(await questions(first, conversationId)).toEqual(['First', 'With a table', 'Third']);
});

test('what is taken back after the reply has ended waits for the person', async () => {
  const engine = useEngine();
  const { conversationId, first, finish } = await whileStreaming(engine);
  const messageId = await queue(first, conversationId, 'Second');
  await first.call('queue.remove', { conversationId, messageId });
  finish();
  await idle(engine);
  const message = { messageId, text: 'Second', files: [] };
  await first.call('queue.restore', { conversationId, message, beforeId: null });
  await settleEvents();
  expect(await waiting(first, conversationId)).toEqual(['Second']);
  expect(engine.provider.asked).toHaveLength(1);
});

test('files of the message box wait and go along', async () => {
  const engine = useEngine();
  const { conversationId, first, finish } = await whileStreaming(engine);
  const bytes = new TextEncoder().encode('a,b\n1,2\n');
  await first.call('attachment.add', { key: conversationId, name: 'table.csv', bytes });
  await queue(first, conversationId, '');
  expect(await first.call('attachment.list', { key: conversationId })).toEqual([]);
  expect(await first.call('queue.list', { conversationId })).toMatchObject([
    { files: [{ name: 'table.csv' }] },
  ]);
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
  await queue(first, conversationId, 'Waits');
  await first.call('chat.stop', { conversationId });
  await idle(engine);
  await send(first, 'Now', { conversationId, parentId: answerId });
  await until(() => (engine.provider.asked.length === 3 ? true : null));
  await idle(engine);
  expect(await questions(first, conversationId)).toEqual(['First', 'Now', 'Waits']);
});

test('there is an end to what can wait', async () => {
  const engine = useEngine();
  const { conversationId, first } = await whileStreaming(engine);
  for (let count = 0; count < 50; count += 1) await queue(first, conversationId, `Number ${count}`);
  const more = { conversationId, messageId: newMessageId(), text: 'Too many' };
  expect(await first.tryCall('queue.add', more)).toMatchObject({ error: { code: 'invalid-request' } });
  expect(await waiting(first, conversationId)).toHaveLength(50);
});

test('nothing waits where there is no conversation; nothing is left of one that was deleted for good', async () => {
  const engine = useEngine();
  const { conversationId, first, finish } = await whileStreaming(engine);
  const nowhere = '0199aaaa-0000-7000-8000-000000000000' as typeof conversationId;
  const message = { messageId: newMessageId(), text: 'x' };
  expect(await first.tryCall('queue.add', { conversationId: nowhere, ...message })).toMatchObject({
    error: { code: 'conversation.not-found' },
  });
  engine.provider.answers.push(failWith('auth'));
  await queue(first, conversationId, 'Waits');
  await queue(first, conversationId, 'Waits too');
  await first.call('conversation.delete', { conversationId });
  finish();
  await idle(engine);
  expect(await waiting(first, conversationId)).toEqual(['Waits', 'Waits too']);
  await first.call('trash.empty', null);
  expect(await waiting(first, conversationId)).toEqual([]);
  expect(engine.provider.asked).toHaveLength(1);
});
