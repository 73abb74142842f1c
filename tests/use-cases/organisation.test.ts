import { expect, it } from 'vitest';
import { v7 } from 'uuid';
import { folderIdSchema, type ConversationId } from '#shared/domain/ids';
import type { ListScope } from '#shared/domain/organisation';
import { settleEvents, until } from '../fakes/manual-time';
import { liveAnswer, say } from '../fakes/scripted-provider';
import { send, settledAnswer, useEngine, type TestEngine, type TestWindow } from './use-engine';

const newFolderId = () => folderIdSchema.parse(v7());

const listed = async (window: TestWindow, scope: ListScope): Promise<readonly string[]> =>
  (await window.call('conversation.list', { scope, before: null, limit: 50 })).rows.map(({ id }) => id);

const rowOf = async (window: TestWindow, conversationId: ConversationId) =>
  (await window.call('conversation.rows', { conversationIds: [conversationId] }))[0];

async function converse(engine: TestEngine, window: TestWindow): Promise<ConversationId> {
  engine.provider.answers.push(say('Yes.'));
  const sent = await send(window, 'Is it?');
  await settledAnswer(engine, sent);
  return sent.conversationId;
}

async function setUp() {
  const engine = useEngine();
  const [window, other] = [engine.openWindow(1), engine.openWindow(2)];
  await window.call('settings.update', { patch: { autoTitle: false } });
  return { engine, window, other };
}

it('is seen in every window: which conversations, and that folders may have changed', async () => {
  const { engine, window, other } = await setUp();
  const id = await converse(engine, window);
  const folderId = newFolderId();
  await window.call('folder.create', { folderId, name: '  Work ' });
  await window.call('conversation.organise', { conversationIds: [id], change: { type: 'move', folderId } });
  const told = await until(() =>
    other.events.findLast(
      (event) => event.type === 'organisation.changed' && event.conversationIds.length > 0,
    ),
  );
  expect(told).toEqual({ type: 'organisation.changed', conversationIds: [id] });
  expect(await other.call('folder.list', null)).toEqual([{ id: folderId, name: 'Work', count: 1 }]);
  expect(await listed(other, { type: 'folder', folderId })).toEqual([id]);
});

it('a reply that streams is stopped before its conversation goes to the trash, and its text is kept', async () => {
  const { engine, window } = await setUp();
  const live = liveAnswer();
  engine.provider.answers.push(live.answer);
  const sent = await send(window, 'Tell me all.');
  live.push({ type: 'part-start', index: 0, kind: 'text' });
  live.push({ type: 'part-delta', index: 0, delta: 'Once upon' });
  await settleEvents();
  const steps = await window.call('conversation.organise', {
    conversationIds: [sent.conversationId],
    change: { type: 'trash' },
  });
  expect(engine.registry.isLive(sent.conversationId)).toBe(false);
  expect(await listed(window, { type: 'trash' })).toEqual([sent.conversationId]);
  for (const step of steps) await window.call('conversation.organise', step);
  expect(await listed(window, { type: 'recent' })).toEqual([sent.conversationId]);
  expect(engine.store.conversations.getMessage(sent.answerId)).toMatchObject({
    status: 'stopped',
    parts: [{ type: 'text', text: 'Once upon' }],
  });
});

it('nothing that is in use goes for good', async () => {
  const { engine, window } = await setUp();
  const [kept, gone] = [await converse(engine, window), await converse(engine, window)];
  await window.call('conversation.organise', { conversationIds: [gone], change: { type: 'trash' } });
  expect(await window.call('trash.measure', { conversationIds: null })).toEqual({
    conversations: 1,
    messages: 2,
  });
  await window.call('conversation.organise', { conversationIds: [kept, gone], change: { type: 'delete' } });
  expect(await rowOf(window, kept)).toMatchObject({ id: kept, deletedAt: null });
  expect(await rowOf(window, gone)).toBeUndefined();
});

it('the trash is emptied whole, however much is in it, and only of what is there by then', async () => {
  const { engine, window } = await setUp();
  const ids = await Promise.all(Array.from({ length: 25 }, () => converse(engine, window)));
  const kept = await converse(engine, window);
  await window.call('conversation.organise', { conversationIds: ids, change: { type: 'trash' } });
  expect(await window.call('trash.empty', null)).toBe(25);
  expect(await window.call('trash.empty', null)).toBe(0);
  expect(await listed(window, { type: 'all' })).toEqual([kept]);
});

it('is unread when a reply ends that nobody sees, until somebody looks', async () => {
  const { engine, window, other } = await setUp();
  const unseen = await converse(engine, window);
  expect(await rowOf(window, unseen)).toMatchObject({ isUnread: true });
  await window.call('conversation.seen', { conversationId: unseen });
  expect(await rowOf(other, unseen)).toMatchObject({ isUnread: false });

  engine.provider.answers.push(say('Yes.'));
  const { headId } = (await window.call('conversation.find', { conversationId: unseen })) ?? { headId: null };
  engine.inSight.add(unseen);
  const sent = await send(window, 'And now?', { conversationId: unseen, parentId: headId });
  await settledAnswer(engine, sent);
  await settleEvents();
  expect(await rowOf(window, unseen)).toMatchObject({ isUnread: false });
});

it('a reply that a person stopped is not news', async () => {
  const { engine, window } = await setUp();
  engine.provider.answers.push(liveAnswer().answer);
  const { conversationId } = await send(window, 'Tell me all.');
  await window.call('chat.stop', { conversationId });
  expect(await rowOf(window, conversationId)).toMatchObject({ isUnread: false });
});

it('says in the list of every window that it is on hold, until the hold is lifted', async () => {
  const { engine, window, other } = await setUp();
  const id = await converse(engine, window);
  const target = { scope: 'conversation', id } as const;
  await window.call('hold.set', { target, isHeld: true });
  expect(await rowOf(other, id)).toMatchObject({ isOnHold: true });
  await settleEvents();
  expect(other.events).toContainEqual({ type: 'organisation.changed', conversationIds: [id] });
  await window.call('hold.set', { target, isHeld: false });
  expect(await rowOf(other, id)).toMatchObject({ isOnHold: false });
});

it('a removed folder comes back as often as it goes, and one that never was does not', async () => {
  const { engine, window } = await setUp();
  const id = await converse(engine, window);
  const folderId = newFolderId();
  await window.call('folder.create', { folderId, name: 'Work' });
  await window.call('conversation.organise', { conversationIds: [id], change: { type: 'move', folderId } });
  for (let round = 0; round < 2; round += 1) {
    await window.call('folder.remove', { folderId });
    expect(await listed(window, { type: 'recent' })).toEqual([id]);
    await window.call('folder.restore', { folderId });
    expect(await listed(window, { type: 'folder', folderId })).toEqual([id]);
  }
  expect(await window.tryCall('folder.restore', { folderId: newFolderId() })).toMatchObject({
    ok: false,
    error: { code: 'folder.not-found' },
  });
});

it.each([
  ['none', { conversationIds: [], change: { type: 'trash' } }],
  ['501', { conversationIds: Array.from({ length: 501 }, () => v7()), change: { type: 'trash' } }],
  ['a tag that is two', { conversationIds: [v7()], change: { type: 'tag', tag: 'a,b', isTagged: true } }],
  ['a tag of spaces', { conversationIds: [v7()], change: { type: 'tag', tag: '  ', isTagged: true } }],
  ['an unknown change', { conversationIds: [v7()], change: { type: 'erase' } }],
])('refuses %s', async (_, input) => {
  const { window } = await setUp();
  expect(await window.callRaw('conversation.organise', input)).toMatchObject({
    ok: false,
    error: { code: 'ipc.invalid-input' },
  });
});
