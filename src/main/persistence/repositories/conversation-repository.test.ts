import { expect, test } from 'vitest';
import {
  addTurn,
  fakeClock,
  newConversationId,
  newMessageId,
  openTestStore,
  openTurn,
  temporaryFolder,
} from '../../../../tests/harness/database';

test('the list follows the turns and not a clock that is set back', () => {
  using folder = temporaryFolder();
  const clock = fakeClock();
  const { store } = openTestStore(folder.path, { clock });
  const first = addTurn(store, 'first', 'x');
  clock.advance(-10_000_000);
  addTurn(store, 'second', 'x');
  clock.advance(5);
  addTurn(store, 'third', 'x');
  const titles = () => store.conversations.listRows(null, 10).rows.map((row) => row.title);
  expect(titles()).toEqual(['third', 'second', 'first']);
  addTurn(store, 'again', 'x', { conversationId: first.conversationId });
  expect(titles()).toEqual(['first', 'third', 'second']);
  store.close();
});

test('pages of the list meet without gaps or repeats, also when the cursor moved or went', () => {
  using folder = temporaryFolder();
  const clock = fakeClock();
  const { store } = openTestStore(folder.path, { clock });
  const ids = Array.from({ length: 25 }, (_, index) => {
    clock.advance(1);
    return addTurn(store, `c${index}`, 'x').conversationId;
  }).toReversed();
  const first = store.conversations.listRows(null, 10);
  const cursor = first.rows[9];
  if (cursor === undefined) throw new Error('no tenth row');
  expect(first.hasMore).toBe(true);
  expect(first.rows.map((row) => row.id)).toEqual(ids.slice(0, 10));

  // It moves to the top after the page was shown: the next page goes on where the page ended.
  clock.advance(1);
  addTurn(store, 'more', 'x', { conversationId: cursor.id });
  const second = store.conversations.listRows(cursor, 10);
  expect(second.rows.map((row) => row.id)).toEqual(ids.slice(10, 20));

  const last = second.rows[9];
  if (last === undefined) throw new Error('no twentieth row');
  store.conversations.remove(last.id);
  const third = store.conversations.listRows(last, 10);
  expect(third.rows.map((row) => row.id)).toEqual(ids.slice(20));
  expect(third.hasMore).toBe(false);
  store.close();
});

test('a title of a person is not replaced by an automatic one', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId } = addTurn(store, 'first words', 'x');
  expect(store.conversations.rename(conversationId, 'Made up', 'auto')).toMatchObject({
    title: 'Made up',
    titleSource: 'auto',
  });
  store.conversations.rename(conversationId, 'Mine', 'manual');
  expect(store.conversations.rename(conversationId, 'Better', 'auto')).toMatchObject({
    title: 'Mine',
    titleSource: 'manual',
  });
  store.close();
});

test('every change raises the revision, so that windows know', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId: id, answerId } = openTurn(store, 'q');
  const revisions = [
    () => store.turns.settle(answerId, 'complete', null, [], null),
    () => store.conversations.rename(id, 'T', 'manual'),
    () => store.conversations.setModel(id, null),
    () => store.conversations.setPersona(id, null),
    () => store.conversations.selectBranch(id, answerId),
    () => store.turns.openTurn({ kind: 'reopen', conversationId: id, answerId }),
  ].map((change) => {
    const before = store.conversations.get(id).revision;
    change();
    return store.conversations.get(id).revision - before;
  });
  expect(revisions).toEqual([1, 1, 1, 1, 1, 1]);
  store.close();
});

test('what is not there is said by its code', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId, answerId } = addTurn(store, 'q', 'a');
  const other = addTurn(store, 'other', 'a');
  const { conversations } = store;
  expect(conversations.find(newConversationId())).toBeNull();
  expect(() => conversations.get(newConversationId())).toThrow('conversation is not there');
  expect(() => conversations.getMessage(newMessageId())).toThrow('message is not there');
  expect(() => conversations.readBranch(newMessageId())).toThrow('message is not there');
  expect(() => conversations.selectBranch(conversationId, other.answerId)).toThrow('message is not there');
  expect(() =>
    conversations.listMessages(conversationId, { at: 'around', messageId: other.answerId }, 5),
  ).toThrow('message is not there');
  expect(() => conversations.rename(newConversationId(), 'T', 'manual')).toThrow('conversation is not there');
  expect(conversations.getMessage(answerId).conversationId).toBe(conversationId);
  store.close();
});

test('drafts survive a restart, and an empty one is gone', () => {
  using folder = temporaryFolder();
  const first = openTestStore(folder.path).store;
  first.conversations.saveDraft('new', 'half a');
  first.conversations.saveDraft('new', 'half a sentence');
  first.close();
  const { store } = openTestStore(folder.path);
  expect(store.conversations.findDraft('new')).toBe('half a sentence');
  store.conversations.saveDraft('new', '');
  expect(store.conversations.findDraft('new')).toBe('');
  store.close();
});
