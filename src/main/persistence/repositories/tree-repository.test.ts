import SqliteDatabase from 'better-sqlite3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import type { ConversationId } from '#shared/domain/ids';
import { textOf } from '#shared/domain/part';
import type { Store } from '../store';
import {
  addTurn,
  endOf,
  fakeClock,
  newAttemptId,
  newConversationId,
  newMessageId,
  openTestStore,
  someModel,
  temporaryFolder,
  text,
} from '../../../../tests/harness/database';

const day = 86_400_000;

/** Q1 A1 Q2 A2, and another answer A1b beside A1 with Q3 A3 below it, which is shown. */
function addForked(store: Store) {
  const first = addTurn(store, 'Q1', 'A1');
  const { conversationId } = first;
  const second = addTurn(store, 'Q2', 'A2', { conversationId });
  const other = newMessageId();
  store.turns.openTurn({ kind: 'sibling', conversationId, beside: first.answerId, answerId: other });
  store.turns.settle(other, 'complete', null, [text('A1b')], null);
  const third = addTurn(store, 'Q3', 'A3', { conversationId });
  return { conversationId, first, second, other, third };
}

const shown = (store: Store, id: ConversationId): readonly string[] =>
  store.conversations.listMessages(id, { at: 'end' }, 50).messages.map(({ parts }) => textOf(parts));

test('the outline tells the stretches between forks with first words, size and where they lead', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId, first, second, other, third } = addForked(store);
  const outline = store.tree.outline(conversationId);
  expect(outline).toMatchObject([
    {
      id: first.messageId,
      parentId: null,
      leafId: third.answerId,
      excerpt: 'Q1',
      messages: 1,
      isActive: true,
    },
    {
      id: first.answerId,
      parentId: first.messageId,
      leafId: second.answerId,
      excerpt: 'A1',
      messages: 3,
      isActive: false,
    },
    {
      id: other,
      parentId: first.messageId,
      leafId: third.answerId,
      excerpt: 'A1b',
      messages: 3,
      isActive: true,
    },
  ]);
  store.close();
});

test('a branch that moves to its own conversation takes its way, its words, its stars and its model with it', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId, other, third } = addForked(store);
  const attempt = newAttemptId();
  const { answerId } = third;
  store.turns.openTurn({ kind: 'reopen', conversationId, answerId });
  store.turns.openAttempt({ id: attempt, answerId, model: someModel, modelName: 'GPT Test', startedAt: 1 });
  store.turns.settle(answerId, 'complete', null, [], endOf(attempt, { cost: 0.5 }));
  store.tree.setStarred(conversationId, other, true);

  const id = newConversationId();
  store.tree.copyBranch(conversationId, other, { id, title: 'Its own', newId: v7 });
  expect(shown(store, id)).toEqual(['Q1', 'A1b', 'Q3', 'A3']);
  const { messages } = store.conversations.listMessages(id, { at: 'end' }, 50);
  expect(messages.map(({ isStarred }) => isStarred)).toEqual([false, true, false, false]);
  expect(messages.at(-1)?.meta).toMatchObject({ modelName: 'GPT Test', cost: 0.5 });
  expect(store.conversations.get(id)).toMatchObject({ title: 'Its own' });
  // It goes on as any other, and the first stays as it was.
  addTurn(store, 'Q4', 'A4', { conversationId: id });
  expect(shown(store, id)).toEqual(['Q1', 'A1b', 'Q3', 'A3', 'Q4', 'A4']);
  expect(shown(store, conversationId)).toEqual(['Q1', 'A1b', 'Q3', 'A3']);
  store.close();
});

test('content that was damaged is damaged in its copy too', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId, first } = addForked(store);
  store.close();
  const file = new SqliteDatabase(join(folder.path, 'parley.db'));
  file
    .prepare('UPDATE part SET payload = ? WHERE message_id = ?')
    .run('{"v":1,"text":"forged"}', first.messageId);
  file.close();
  const again = openTestStore(folder.path).store;
  const id = newConversationId();
  again.tree.copyBranch(conversationId, first.answerId, { id, title: 'copy', newId: v7 });
  const [copied] = again.conversations.listMessages(id, { at: 'end' }, 50).messages;
  expect(copied?.parts).toEqual([{ type: 'unreadable' }]);
  again.close();
});

test('stars are listed from every branch, questions from the one that is shown', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId, first, second, third } = addForked(store);
  store.tree.setStarred(conversationId, second.answerId, true);
  store.tree.setStarred(conversationId, first.messageId, true);
  expect(
    store.tree.listStarred(conversationId).map(({ messageId, isActive }) => [messageId, isActive]),
  ).toEqual(
    expect.arrayContaining([
      [second.answerId, false],
      [first.messageId, true],
    ]),
  );
  expect(store.tree.listQuestions(conversationId).map(({ messageId }) => messageId)).toEqual([
    first.messageId,
    third.messageId,
  ]);
  store.close();
});

test('a message of another conversation is not found by any of it', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId } = addForked(store);
  const stranger = addTurn(store, 'x', 'y').messageId;
  const { tree } = store;
  for (const act of [
    () => tree.setStarred(conversationId, stranger, true),
    () => tree.setInclusion(conversationId, stranger, 'never'),
    () => tree.beginAt(conversationId, stranger),
    () => tree.remove(conversationId, stranger, 'branch'),
    () => tree.restore(conversationId, stranger),
    () => tree.copyBranch(conversationId, stranger, { id: newConversationId(), title: '', newId: v7 }),
  ]) {
    expect(act).toThrow('message');
  }
  store.close();
});

test('a message in the trash is neither seen nor sent a second time', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId, messageId } = addTurn(store, 'Q1', 'A1');
  store.tree.remove(conversationId, messageId, 'branch');
  expect(() => store.conversations.getMessage(messageId)).toThrow('message');
  expect(() =>
    store.turns.openTurn({
      kind: 'send',
      conversationId,
      messageId,
      parentId: null,
      text: 'again',
      files: [],
      title: 'again',
      answerId: newMessageId(),
      model: null,
      personaId: null,
      thinkingEffort: null,
    }),
  ).toThrow('sent already');
  expect(shown(store, conversationId)).toEqual([]);
  store.close();
});

test('after 30 days nothing is left of what was thrown away, and what is below it keeps its way', async () => {
  using folder = temporaryFolder();
  const clock = fakeClock();
  const { store } = openTestStore(folder.path, { clock });
  const first = addTurn(store, 'the secret question', 'A1', { title: 'T' });
  const { conversationId } = first;
  addTurn(store, 'Q2', 'A2', { conversationId });
  store.tree.remove(conversationId, first.messageId, 'message');
  await store.tidy();
  store.tree.restore(conversationId, first.messageId);
  expect(shown(store, conversationId)).toEqual(['the secret question', 'A1', 'Q2', 'A2']);

  store.tree.remove(conversationId, first.messageId, 'message');
  clock.advance(31 * day);
  await store.tidy();
  expect(shown(store, conversationId)).toEqual(['A1', 'Q2', 'A2']);
  store.close();
  expect(readFileSync(join(folder.path, 'parley.db')).includes('the secret question')).toBe(false);
  const again = openTestStore(folder.path);
  expect(again.notices).toEqual([]);
  expect(shown(again.store, conversationId)).toEqual(['A1', 'Q2', 'A2']);
  again.store.close();
});
