import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDatabase, openClient } from '#main/persistence/database';
import { fakeClock, temporaryFolder } from '../harness/database';

// Catches: an ordinary transaction that does not wait for the disk any more, a copy that others do not see.
test('what writes a copy does not wait for the disk, and every transaction behind it does', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'copies.db');
  const client = openClient(path, { isReadOnly: false });
  const database = createDatabase(client, fakeClock(), {
    onCommit: () => undefined,
    onDamage: () => undefined,
    findDiskTrouble: () => null,
    makeSpace: () => false,
  });
  const full = 2;
  const rule = (): unknown => client.pragma('synchronous', { simple: true });
  database.write(() => client.exec('CREATE TABLE copy (text TEXT) STRICT'));
  const add = (text: string, isCopy: boolean): unknown =>
    database.write(
      () => {
        client.prepare('INSERT INTO copy VALUES (?)').run(text);
        return rule();
      },
      { isCopy },
    );
  expect([add('first', true), rule(), add('second', false), rule()]).toEqual([1, full, full, full]);
  const fails = (): never => {
    throw new Error('It failed.');
  };
  expect(() => database.write(fails, { isCopy: true })).toThrow('It failed.');
  expect(rule()).toBe(full);
  // A step of a transaction that waits for the disk.
  expect(database.write(() => add('third', true))).toBe(full);
  const other = new SqliteDatabase(path, { readonly: true });
  expect(other.prepare('SELECT text FROM copy').pluck().all()).toEqual(['first', 'second', 'third']);
  other.close();
  client.close();
});
