import SqliteDatabase from 'better-sqlite3';
import { listShapes } from '#main/persistence/recovery/list-shapes';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openStore } from '#main/persistence/open-store';
import {
  addTurn,
  fakeClock,
  migrationsFolder,
  openTestStore,
  openTurn,
  silentLogger,
  temporaryFolder,
  textsOf,
} from '../harness/database';
import { rebuildParts, withMoreMigrations } from './fixture-migrations';

/** The version of the schema that this app ships. */
const shipped = readdirSync(migrationsFolder).filter((name) => name.endsWith('.sql')).length;

const resources = (folder: string) => ({
  resources: { migrationsFolder: folder, snapshotWorker: null },
});

const tryToOpen = (folder: string, migrations: string) =>
  openStore({ folder, clock: fakeClock(), logger: silentLogger, ...resources(migrations) });

const refusalOf = (folder: string, migrations: string): string => {
  const opening = tryToOpen(folder, migrations);
  return opening.ok ? 'opened' : `${opening.error.code}: ${opening.error.message}`;
};

function inFile<T>(folder: string, read: (file: SqliteDatabase.Database) => T): T {
  const file = new SqliteDatabase(join(folder, 'parley.db'));
  try {
    return read(file);
  } finally {
    file.close();
  }
}

describe('the shipped migrations', () => {
  const hashes = z
    .record(z.string(), z.string())
    .parse(JSON.parse(readFileSync(join(migrationsFolder, 'hashes.json'), 'utf8')));

  test('are those that were pinned', () => {
    const files = readdirSync(migrationsFolder).filter((name) => name.endsWith('.sql'));
    const found = files.map((name) => [
      name.replace('.sql', ''),
      createHash('sha256')
        .update(readFileSync(join(migrationsFolder, name), 'utf8').replaceAll('\r\n', '\n'))
        .digest('hex'),
    ]);
    expect(Object.fromEntries(found)).toEqual(hashes);
  });

  // Catches: a start that builds all tables in memory to compare, because a merge left the list behind.
  test('have the tables that they leave pinned (`node scripts/pin-shapes.mjs` renews the list)', () => {
    const pinned: unknown = JSON.parse(readFileSync(join(migrationsFolder, 'shapes.json'), 'utf8'));
    expect(pinned).toEqual(listShapes(migrationsFolder));
  });

  test('make only STRICT tables, with every foreign key and index of the schema', () => {
    using folder = temporaryFolder();
    openTestStore(folder.path).store.close();
    const tables = inFile(folder.path, (file) =>
      file
        .prepare<[], { name: string; strict: number }>(
          "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'",
        )
        .all(),
    ).filter(({ name }) => !name.startsWith('sqlite_'));
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.filter(({ strict }) => strict !== 1)).toEqual([]);
  });
});

describe('a migration', () => {
  test('keeps every row, after a verified snapshot of what was before', () => {
    using folder = temporaryFolder();
    using migrations = temporaryFolder();
    const first = openTestStore(folder.path).store;
    const { conversationId } = addTurn(first, 'q', 'a');
    first.close();
    withMoreMigrations(migrations.path, [['9000_rebuild', rebuildParts]]);

    const { store } = openTestStore(folder.path, resources(migrations.path));
    expect(textsOf(store, conversationId)).toEqual(['q', 'a']);
    const [snapshot] = store.snapshots.list();
    expect(snapshot).toMatchObject({ reason: 'migration', schemaVersion: shipped });
    store.close();
    expect(
      inFile(folder.path, (file) => file.prepare('SELECT DISTINCT note FROM part').pluck().all()),
    ).toEqual(['none']);
    const copy = new SqliteDatabase(snapshot?.path ?? '', { readonly: true });
    expect(copy.prepare('SELECT count(*) FROM message').pluck().get()).toBe(2);
    expect(copy.pragma('user_version', { simple: true })).toBe(shipped);
    copy.close();
  });

  test('that fails changes nothing', () => {
    using folder = temporaryFolder();
    using migrations = temporaryFolder();
    const first = openTestStore(folder.path).store;
    const { conversationId } = addTurn(first, 'q', 'a');
    first.close();
    const broken = `${rebuildParts}DELETE FROM conversation;`;
    withMoreMigrations(migrations.path, [['9000_broken', broken]]);
    expect(refusalOf(folder.path, migrations.path)).toMatch(/^storage\.failed: .*without their owner/);
    const { store, notices } = openTestStore(folder.path);
    expect(notices).toEqual([]);
    expect(textsOf(store, conversationId)).toEqual(['q', 'a']);
    store.close();
  });

  test('is refused when its SQL is not the pinned one', () => {
    using folder = temporaryFolder();
    using migrations = temporaryFolder();
    withMoreMigrations(migrations.path, [['9000_rebuild', rebuildParts]]);
    writeFileSync(join(migrations.path, '9000_rebuild.sql'), `${rebuildParts}\nDROP TABLE attempt;`);
    openTestStore(folder.path).store.close();
    expect(refusalOf(folder.path, migrations.path)).toMatch(/^storage\.failed: .*9000_rebuild/);
    openTestStore(folder.path).store.close();
  });

  test('is refused when the database was migrated by other SQL', () => {
    using folder = temporaryFolder();
    openTestStore(folder.path).store.close();
    inFile(folder.path, (file) =>
      file.exec("UPDATE schema_migration SET sha256 = 'other'; ALTER TABLE persona ADD COLUMN mood TEXT"),
    );
    expect(tryToOpen(folder.path, migrationsFolder)).toMatchObject({
      ok: false,
      error: { code: 'storage.failed' },
    });
  });

  test('list that is damaged is repaired, as is a column whose name changed', () => {
    for (const harm of [
      'DELETE FROM schema_migration',
      "UPDATE schema_migration SET sha256 = 'damaged' WHERE version = 1",
      'UPDATE schema_migration SET version = 99 WHERE version = 1',
      'ALTER TABLE attempt RENAME COLUMN model_name TO model_nama',
    ]) {
      using folder = temporaryFolder();
      const before = openTestStore(folder.path).store;
      const { conversationId } = addTurn(before, 'q', 'a');
      before.close();
      inFile(folder.path, (file) => file.exec(harm));
      const { store, notices } = openTestStore(folder.path);
      expect(notices.map(({ code }) => code)).toEqual(['storage.restored']);
      expect(textsOf(store, conversationId)).toEqual(['q', 'a']);
      store.close();
    }
  });
});

test('a database of a newer version is read and never written to', () => {
  using folder = temporaryFolder();
  using migrations = temporaryFolder();
  withMoreMigrations(migrations.path, [['9000_rebuild', rebuildParts]]);
  const newer = openTestStore(folder.path, resources(migrations.path)).store;
  const { conversationId } = addTurn(newer, 'q', 'a');
  newer.close();
  const before = readFileSync(join(folder.path, 'parley.db'));

  const { store, mode, notices } = openTestStore(folder.path);
  expect({ mode, codes: notices.map(({ code }) => code) }).toEqual({
    mode: 'read-only',
    codes: ['storage.newer-schema'],
  });
  expect(textsOf(store, conversationId)).toEqual(['q', 'a']);
  expect(() => openTurn(store, 'more', { conversationId })).toThrow('cannot be written');
  store.close();
  expect(readFileSync(join(folder.path, 'parley.db')).equals(before)).toBe(true);
});
