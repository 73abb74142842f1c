import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  addTurn,
  newConversationId,
  newMessageId,
  openTestStore,
  temporaryFolder,
} from '../../../../tests/harness/database';

/** Changes the file as another program would, while Parley is closed. */
function change(folder: string, sql: string, ...values: readonly string[]): void {
  const file = new SqliteDatabase(join(folder, 'parley.db'));
  file.prepare(sql).run(...values);
  file.close();
}

test('what waits is there after a restart, in its order', () => {
  using folder = temporaryFolder();
  const id = newConversationId();
  const ids = Array.from({ length: 12 }, () => newMessageId());
  const first = openTestStore(folder.path).store;
  for (const [index, messageId] of ids.entries()) first.queue.add(id, messageId, `Number ${index}`);
  const [, , third] = ids;
  if (third === undefined) throw new Error('too few');
  first.queue.moveUp(id, third);
  first.queue.add(newConversationId(), newMessageId(), 'Of another conversation');
  first.close();
  const { store } = openTestStore(folder.path);
  const texts = [0, 2, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((index) => `Number ${index}`);
  expect(store.queue.list(id).map(({ text, isSound }) => [text, isSound])).toEqual(
    texts.map((text) => [text, true]),
  );
  store.close();
});

test('one that a version before has kept is the first, and can be moved', () => {
  using folder = temporaryFolder();
  const id = newConversationId();
  const first = openTestStore(folder.path).store;
  first.conversations.saveDraft(`queued:${id}`, 'From before');
  first.close();
  const { store } = openTestStore(folder.path);
  const messageId = newMessageId();
  store.queue.add(id, messageId, 'New');
  expect(store.queue.list(id).map(({ text }) => text)).toEqual(['From before', 'New']);
  store.queue.moveUp(id, messageId);
  expect(store.queue.list(id).map(({ text }) => text)).toEqual(['New', 'From before']);
  for (const queued of store.queue.list(id)) store.queue.remove(id, queued.messageId);
  expect(store.queue.list(id)).toEqual([]);
  store.close();
});

// Catches: a move that seals a text anew which somebody else wrote, and that is then sent by itself.
test('what was changed outside of Parley stays known as changed when its place changes', () => {
  using folder = temporaryFolder();
  const id = newConversationId();
  const [first, second] = [newMessageId(), newMessageId()];
  const before = openTestStore(folder.path).store;
  before.queue.add(id, first, 'Mine');
  before.queue.add(id, second, 'Changed');
  before.close();
  change(folder.path, "UPDATE draft SET text = 'Not mine' WHERE text = ?", 'Changed');
  const { store } = openTestStore(folder.path);
  store.queue.moveUp(id, second);
  expect(store.queue.list(id).map(({ text, isSound }) => [text, isSound])).toEqual([
    ['[damaged] Not mine', false],
    ['Mine', true],
  ]);
  store.close();
});

// Catches: an Undo that comes too late, and a snapshot brought back, whose first row can never be sent and stops the rest.
test('what was sent does not wait again, nor does anything wait twice', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId: id, messageId: sent } = addTurn(store, 'Sent', 'Answered');
  const waiting = newMessageId();
  store.queue.restore(id, { messageId: sent, text: 'Sent', files: [] }, null);
  store.conversations.saveDraft(`queued:${id}:0:${sent}`, 'Sent');
  store.queue.add(id, waiting, 'Waits');
  store.conversations.saveDraft(`queued:${id}:7:${waiting}`, 'Waits');
  expect(store.queue.list(id).map(({ text }) => text)).toEqual(['Waits']);
  expect([store.queue.remove(id, sent), store.queue.remove(id, waiting)]).toEqual([false, true]);
  store.close();
});
