import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { archivedConversationSchema } from '#shared/domain/archive';
import {
  addTurn,
  endOf,
  newAttemptId,
  newConversationId,
  newMessageId,
  openTestStore,
  openTurn,
  someModel,
  temporaryFolder,
  text,
} from '../../../../tests/harness/database';

const state = { kind: 'anthropic', data: '{"signature":"ä"}' };

test('a conversation travels with its tree, parts, state, marks and attempts, and in an order that is always the same', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId, answerId, messageId } = addTurn(store, 'Question', 'Answer');
  const again = newMessageId();
  const [failed, answered] = [newAttemptId(), newAttemptId()];
  store.turns.openTurn({ kind: 'sibling', conversationId, beside: answerId, answerId: again });
  for (const id of [failed, answered])
    store.turns.openAttempt({ id, answerId: again, model: someModel, modelName: 'GPT', startedAt: 7 });
  const parts = [
    { index: 0, part: { type: 'thinking' as const, text: 'Hm', durationMs: 5 }, state },
    { index: 1, part: { type: 'opaque' as const }, state },
    text('Other answer', 2),
  ];
  store.turns.settle(again, 'complete', null, parts, endOf(answered));
  store.tree.setStarred(conversationId, answerId, true);
  store.tree.setInclusion(conversationId, messageId, 'always');
  store.tree.remove(conversationId, answerId, 'message');
  const archived = store.archive.read(conversationId);
  const at = Date.UTC(2026, 0, 31, 12);
  expect(archived.messages).toMatchObject([
    { id: messageId, parentId: null, role: 'user', inclusion: 'always', deletedAt: null },
    { id: answerId, parentId: messageId, deletedAt: at, starredAt: at },
    {
      id: again,
      parentId: messageId,
      parts: [
        { part: { type: 'thinking', text: 'Hm', durationMs: 5 }, state },
        { part: { type: 'opaque' }, state },
        { part: { type: 'text', text: 'Other answer' }, state: null },
      ],
      attempts: [{ id: failed }, { id: answered, outcome: 'complete', model: someModel, modelName: 'GPT' }],
    },
  ]);
  expect(archived).toMatchObject({ id: conversationId, headId: again, titleSource: 'default' });
  // The order of keys is the schema's, so that the same conversation is the same bytes.
  expect(JSON.stringify(archivedConversationSchema.parse(archived))).toBe(JSON.stringify(archived));
});

test('a part that was changed on the disk is unreadable; the others are as they were', () => {
  using folder = temporaryFolder();
  const { conversationId, answerId } = (() => {
    const { store } = openTestStore(folder.path);
    const turn = addTurn(store, 'Question', 'Answer');
    store.close();
    return turn;
  })();
  const client = new SqliteDatabase(join(folder.path, 'parley.db'));
  client.prepare(`UPDATE part SET payload = '{"v":1,"text":"Forged"}' WHERE message_id = ?`).run(answerId);
  client.close();
  const { store } = openTestStore(folder.path);
  const [question, answer] = store.archive.read(conversationId).messages;
  expect(question?.parts).toEqual([{ part: { type: 'text', text: 'Question' }, state: null }]);
  expect(answer?.parts).toEqual([{ part: { type: 'unreadable' }, state: null }]);
  store.close();
});

test('a reply that is being written travels as far as it is, interrupted', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId, answerId } = openTurn(store, 'Question');
  store.turns.checkpoint(answerId, [{ index: 0, kind: 'text', text: 'So fa' }]);
  expect(store.archive.read(conversationId).messages.at(-1)).toMatchObject({
    status: 'interrupted',
    parts: [{ part: { type: 'text', text: 'So fa' }, state: null }],
  });
});

test('a copy travels with the attempts of what it was copied from, also alone', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId, answerId } = addTurn(store, 'Question', 'Answer');
  const attempts = store.archive.read(conversationId).messages[1]?.attempts;
  const copy = newConversationId();
  store.tree.copyBranch(conversationId, answerId, { id: copy, title: 'Copy', newId: () => newMessageId() });
  expect(store.archive.read(copy).messages[1]).toMatchObject({ copiedFrom: answerId, attempts });
  expect(attempts).toHaveLength(1);
});

test('those in the trash are listed only when they are asked for, the one that changed last at the end', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const [first, second] = [addTurn(store, 'One', '1'), addTurn(store, 'Two', '2')];
  store.conversations.remove(second.conversationId);
  expect(store.archive.listIds({ withTrash: false })).toEqual([first.conversationId]);
  const all = store.archive.listIds({ withTrash: true });
  expect(all).toHaveLength(2);
  expect(store.archive.read(second.conversationId).deletedAt).not.toBeNull();
});
