import { expect, test } from 'vitest';
import {
  addTurn,
  newConversationId,
  newMessageId,
  openTestStore,
  openTurn,
  temporaryFolder,
} from '../../../../tests/harness/database';

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
