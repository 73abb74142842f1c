import SqliteDatabase from 'better-sqlite3';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../../tests/harness/database';
import { scanTable } from './row-scan';

const rows = 450;
const nameOf = (number: number): string => `row ${String(number).padStart(4, '0')}`;

/** Rows of the file at `path` whose low byte of the row id has `bit` flipped, in turn. */
function* damaged(path: string): Generator<{ readonly name: string; readonly bit: number }> {
  const sound = readFileSync(path);
  for (let number = 1; number <= rows; number += 7) {
    const name = nameOf(number);
    // Before the text of a cell: length of the payload, row id, length of the header, type of the column.
    const lowByte = sound.indexOf(name) - 3;
    for (let bit = 0; bit < 7; bit += 1) {
      const bytes = Buffer.from(sound);
      bytes[lowByte] = (bytes[lowByte] ?? 0) ^ (1 << bit);
      writeFileSync(path, bytes);
      yield { name, bit };
    }
  }
}

// Catches: rows out of their order that send the scan back to where it was, for ever; a start that never ends.
it('ends, and finds all other rows, when one of them names another place in the order', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'scan.db');
  const made = new SqliteDatabase(path);
  made.exec('PRAGMA journal_mode = DELETE; CREATE TABLE line (name TEXT)');
  const insert = made.prepare('INSERT INTO line VALUES (?)');
  made.transaction(() => {
    for (let number = 1; number <= rows; number += 1) insert.run(nameOf(number));
  })();
  made.close();

  let least = rows;
  let tried = 0;
  for (const { name } of damaged(path)) {
    const client = new SqliteDatabase(path, { readonly: true });
    const found = new Set<unknown>();
    let read = 0;
    for (const row of scanTable(client, 'line').rows) {
      found.add(row['name']);
      read += 1;
      if (read > rows * 20) break;
    }
    client.close();
    expect(read, name).toBeLessThanOrEqual(rows * 20);
    found.delete(name);
    least = Math.min(least, found.size);
    tried += 1;
  }
  expect(tried).toBeGreaterThan(400);
  expect(least).toBe(rows - 1);
});
