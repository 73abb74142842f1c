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

// Catches: contents that are read some messages at a time and end up with their neighbours.
test('a branch says the same from whichever message on it is looked at', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const first = addTurn(store, 'question 0', 'answer 0');
  const { conversationId } = first;
  for (let turn = 1; turn < 100; turn += 1) {
    addTurn(store, `question ${turn}`, `answer ${turn}`, { conversationId });
  }
  const leaf = store.conversations.get(conversationId).headId ?? first.answerId;
  const said = (places: readonly number[]): readonly unknown[] => {
    const branch = store.conversations.readBranch(leaf);
    return places.map((place) => branch[place]?.parts.map((part) => ('text' in part ? part.text : null)));
  };
  const everywhere = Array.from({ length: 200 }, (_, place) => place);
  const wanted = everywhere.map((place) => [`${place % 2 === 0 ? 'question' : 'answer'} ${place >> 1}`]);
  expect(said(everywhere)).toEqual(wanted);
  expect(said(everywhere.toReversed())).toEqual(wanted.toReversed());
  expect(said([199, 0, 64, 63])).toEqual([['answer 99'], ['question 0'], ['question 32'], ['answer 31']]);
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
