import SqliteDatabase from 'better-sqlite3';
import fc from 'fast-check';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  addTurn,
  newMessageId,
  openTestStore,
  openTurn,
  temporaryFolder,
  text,
  textsOf,
} from '../harness/database';

interface Cell {
  readonly rowid: number;
  readonly bytes: Buffer;
}

/** Columns of stored content, each read and written back as bytes. */
const columns = [
  ['part', 'payload', 'TEXT'],
  ['part', 'type', 'TEXT'],
  ['part', 'sha256', 'TEXT'],
  ['part', 'provider_state', 'BLOB'],
  ['part', 'provider_state_kind', 'TEXT'],
  ['message', 'role', 'TEXT'],
  ['message', 'status', 'TEXT'],
  ['message', 'error', 'TEXT'],
  ['message', 'content_sha256', 'TEXT'],
] as const;

test('any flipped bit of a stored message is noticed, and seen in that message alone', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const others = ['one', 'two'].map((name) => addTurn(store, name, `answer ${name}`).conversationId);
  const { conversationId, answerId, messageId } = openTurn(store, 'A question? Größe, 漢字, 👩‍👩‍👧');
  const state = { kind: 'anthropic.thinking', data: 'sig:AbCd=='.repeat(9) };
  const error = { code: 'truncated', message: 'Cut off' } as const;
  const parts = [{ ...text('Some text, wörtlich.'), state }, text('And more.', 1)];
  const intact = store.turns.settle(answerId, 'truncated', error, parts, null);
  const question = store.conversations.getMessage(messageId);
  const file = new SqliteDatabase(join(folder.path, 'parley.db'));

  fc.assert(
    fc.property(fc.constantFrom(...columns), fc.nat(), fc.nat(), ([table, column, type], which, where) => {
      const key = table === 'part' ? 'message_id' : 'id';
      const cells = file
        .prepare<[string, string], Cell>(
          `SELECT rowid AS rowid, CAST(${column} AS BLOB) AS bytes FROM ${table} WHERE ${key} IN (?, ?) AND ${column} IS NOT NULL`,
        )
        .all(answerId, messageId);
      const cell = cells[which % cells.length];
      if (cell === undefined) throw new Error(`nothing in ${column}`);
      const flipped = Buffer.from(cell.bytes);
      const bit = where % (flipped.length * 8);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const write = file.prepare(`UPDATE ${table} SET ${column} = CAST(? AS ${type}) WHERE rowid = ?`);
      write.run(flipped, cell.rowid);
      try {
        const { messages } = store.conversations.listMessages(conversationId, { at: 'end' }, 10);
        expect(messages).toHaveLength(2);
        const unreadable = messages.filter((message) =>
          message.parts.some((part) => part.type === 'unreadable'),
        );
        expect(unreadable).toHaveLength(1);
        const sound = messages.filter((message) => !unreadable.includes(message));
        expect([intact, question]).toEqual(expect.arrayContaining(sound));
        expect(others.map((id) => textsOf(store, id))).toEqual([
          ['one', 'answer one'],
          ['two', 'answer two'],
        ]);
      } finally {
        write.run(cell.bytes, cell.rowid);
      }
    }),
    { numRuns: 10_000 },
  );
  expect(store.conversations.getMessage(answerId)).toEqual(intact);
  file.close();
  store.close();
});

test('an unreadable part is not sent to a model, and its bytes stay', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { answerId } = openTurn(store, 'q');
  store.turns.settle(answerId, 'complete', null, [text('first'), text('second', 1)], null);
  const file = new SqliteDatabase(join(folder.path, 'parley.db'));
  const payload = '{"v":2,"text":"of a later version"}';
  file.prepare("UPDATE part SET payload = ? WHERE payload LIKE '%first%'").run(payload);
  expect(store.conversations.getMessage(answerId).parts).toEqual([
    { type: 'unreadable' },
    { type: 'text', text: 'second' },
  ]);
  expect(store.conversations.readBranch(answerId).at(-1)?.parts).toEqual([
    { type: 'text', text: 'second', state: null },
  ]);
  expect(file.prepare('SELECT payload FROM part WHERE payload = ?').pluck().get(payload)).toBe(payload);
  file.close();
  store.close();
});

test('a part that vanished is noticed', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { answerId, conversationId } = openTurn(store, 'q');
  store.turns.settle(answerId, 'complete', null, [text('first'), text('second', 1)], null);
  const file = new SqliteDatabase(join(folder.path, 'parley.db'));
  file.prepare("DELETE FROM part WHERE payload LIKE '%second%'").run();
  file.close();
  expect(textsOf(store, conversationId)).toEqual(['q', 'first[unreadable]']);
  expect(() => store.conversations.getMessage(newMessageId())).toThrow();
  store.close();
});
