import SqliteDatabase from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Store } from '#main/persistence/store';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';
import {
  addTurn,
  fakeClock,
  migrationsFolder,
  openTestStore,
  temporaryFolder,
  textsOf,
} from '../harness/database';
import { bringUpToDate, expectSameAsNew, readContents } from './search-contents';

let worker = '';
let loop = '';
beforeAll(async () => {
  worker = fileURLToPath(
    await bundleForNode('src/main/persistence/workers/search-worker.ts', 'test-search-worker'),
  );
  loop = fileURLToPath(await bundleForNode('tests/storage/search-loop.ts', 'test-search-loop'));
});

const search = async (store: Store, text: string): Promise<readonly string[]> => {
  const request = { text, includesThinking: false, cursor: null, limit: 100 };
  return (await store.search.search(request)).hits.map(({ snippet }) => snippet.text);
};

const close = async (store: Store): Promise<void> => {
  await store.search.end();
  store.close();
};

describe('the index', () => {
  test('goes on where it was after a restart', async () => {
    using folder = temporaryFolder();
    const first = openTestStore(folder.path).store;
    addTurn(first, 'before the restart', 'yes');
    expect(await search(first, 'restart')).toEqual(['before the restart']);
    await close(first);
    const made = new SqliteDatabase(join(folder.path, 'search.db'));
    made.exec('CREATE TABLE mark (x) STRICT'.replace(' STRICT', ''));
    made.close();

    const { store } = openTestStore(folder.path);
    addTurn(store, 'after the restart', 'yes');
    expect(await search(store, 'restart')).toEqual(['after the restart', 'before the restart']);
    await close(store);
    const kept = new SqliteDatabase(join(folder.path, 'search.db'));
    expect(kept.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'mark'").pluck().get()).toBe(1);
    kept.close();
  });

  test.each([
    ['is missing', (path: string) => rmSync(path)],
    ['is not a database', (path: string) => writeFileSync(path, 'x'.repeat(10_000))],
    [
      'is of another version',
      (path: string) => {
        const file = new SqliteDatabase(path);
        file.pragma('user_version = 99');
        file.close();
      },
    ],
    [
      'is torn in the middle',
      (path: string) => {
        const bytes = readFileSync(path);
        bytes.fill(0xa5, 8192, bytes.length - 4096);
        writeFileSync(path, bytes);
      },
    ],
  ])('that %s is made again, and no conversation is touched', async (_what, damage) => {
    using folder = temporaryFolder();
    const first = openTestStore(folder.path).store;
    const { conversationId } = addTurn(first, 'needle in a haystack', 'found');
    for (let index = 0; index < 50; index += 1) addTurn(first, `hay ${index}`, 'straw '.repeat(index));
    expect(await search(first, 'needle')).toHaveLength(1);
    await close(first);
    damage(join(folder.path, 'search.db'));

    const { store, notices } = openTestStore(folder.path);
    expect(notices).toEqual([]);
    expect(await search(store, 'needle')).toEqual(['needle in a haystack']);
    expect(await search(store, 'straw from:model')).toHaveLength(49);
    expect(textsOf(store, conversationId)).toEqual(['needle in a haystack', 'found']);
    await close(store);
    expectSameAsNew(folder.path);
  });

  test('of a database that was put back to an earlier day is made again', async () => {
    using folder = temporaryFolder();
    const database = join(folder.path, 'parley.db');
    const first = openTestStore(folder.path).store;
    addTurn(first, 'kept', 'a');
    await search(first, 'kept');
    await close(first);
    copyFileSync(database, `${database}.old`);

    const second = openTestStore(folder.path).store;
    for (let index = 0; index < 4; index += 1) addTurn(second, `lost ${index}`, 'a');
    expect(await search(second, 'lost')).toHaveLength(4);
    await close(second);
    copyFileSync(`${database}.old`, database);

    const { store } = openTestStore(folder.path);
    // As many changes as were lost: the numbers fit, the history does not.
    for (let index = 0; index < 4; index += 1) addTurn(store, `other ${index}`, 'a');
    expect(await search(store, 'lost')).toEqual([]);
    expect(await search(store, 'other')).toHaveLength(4);
    await close(store);
    expectSameAsNew(folder.path);
  });

  test('holds nothing any more of what was deleted for good', async () => {
    using folder = temporaryFolder();
    const clock = fakeClock();
    const { store } = openTestStore(folder.path, { clock });
    const { conversationId } = addTurn(store, 'My password is Qjxzwvkqy', 'Do not tell 秘密曖昧', {
      title: 'Zqxjvk',
    });
    addTurn(store, 'something else', 'yes');
    expect(await search(store, 'qjxzwvkqy')).toHaveLength(1);
    store.conversations.remove(conversationId);
    expect(await search(store, 'qjxzwvkqy')).toEqual([]);
    clock.advance(31 * 86_400_000);
    await store.tidy();
    expect(await search(store, 'something')).toHaveLength(1);
    await close(store);
    for (const end of ['', '-wal']) {
      const path = join(folder.path, `search.db${end}`);
      const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
      for (const secret of ['qjxz', 'xzwv', 'zqxj', '曖昧']) expect(bytes.includes(secret)).toBe(false);
    }
    const terms = [...readContents(join(folder.path, 'search.db')).indexed.values()].flat();
    expect(terms.filter((term) => ['qjx', 'zwv', 'zqx', '曖昧', '曖'].includes(term))).toEqual([]);
    expectSameAsNew(folder.path);
  });

  test('takes part in no snapshot, and costs a conversation that is sent nothing but small rows', async () => {
    using folder = temporaryFolder();
    const { store } = openTestStore(folder.path);
    addTurn(store, 'q', 'a');
    await search(store, 'q');
    await store.snapshots.takeIfChanged('daily');
    await close(store);
    const [snapshot] = store.snapshots.list();
    const copy = new SqliteDatabase(snapshot?.path ?? '', { readonly: true });
    const tables = copy
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .pluck()
      .all();
    copy.close();
    expect(tables.filter((name) => /feature|doc/.test(name))).toEqual([]);
    expect(statSync(join(folder.path, 'search.db')).mode & 0o077).toBe(0);
  });
});

test('killed at any moment while it takes in what changes, the index is exact after the next start', async () => {
  using folder = temporaryFolder();
  for (let round = 0; round < 5; round += 1) {
    const child = spawn(process.execPath, [loop, folder.path, migrationsFolder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise<string | null>((resolve) =>
      child.once('exit', (_code, signal) => resolve(signal)),
    );
    let turns = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      turns = Number(line) + 1;
      if (turns === 30 + round * 13) child.kill('SIGKILL');
    }
    expect([await ended, turns >= 30]).toEqual(['SIGKILL', true]);
    expectSameAsNew(folder.path);
  }
});

describe('a thread of its own', () => {
  const openWithWorker = (folder: string, searchWorker: string) =>
    openTestStore(folder, { resources: { migrationsFolder, snapshotWorker: null, searchWorker } });

  test('answers what was stored just before, and ends with everything put away', async () => {
    using folder = temporaryFolder();
    const { store } = openWithWorker(folder.path, worker);
    for (let index = 0; index < 30; index += 1) {
      addTurn(store, `number ${index} of thirty`, 'yes');
      expect(await search(store, `"number ${index} of"`)).toHaveLength(1);
    }
    await close(store);
    expect(existsSync(join(folder.path, 'parley.db-wal'))).toBe(false);
    expectSameAsNew(folder.path);
  });

  test('takes out of the database what the index has, but for the last row', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    using folder = temporaryFolder();
    const { store } = openTestStore(folder.path);
    for (let index = 0; index < 5; index += 1) addTurn(store, 'q', 'a');
    await search(store, 'q');
    vi.advanceTimersByTime(11_000);
    vi.useRealTimers();
    await close(store);
    const database = new SqliteDatabase(join(folder.path, 'parley.db'));
    expect(database.prepare('SELECT count(*) FROM search_change').pluck().get()).toBe(1);
    database.close();
    expectSameAsNew(folder.path);
  });

  test('that cannot start leaves search to the thread that asks', async () => {
    using folder = temporaryFolder();
    const broken = join(folder.path, 'broken.mjs');
    writeFileSync(broken, 'throw new Error("broken worker");');
    const { store } = openWithWorker(folder.path, broken);
    addTurn(store, 'still found', 'a');
    await expect(search(store, 'found')).rejects.toThrow('Search stopped');
    expect(await search(store, 'found')).toEqual(['still found']);
    await close(store);
  });
});

test('a folder that cannot be written to is searched all the same', async () => {
  using folder = temporaryFolder();
  const first = openTestStore(folder.path).store;
  addTurn(first, 'old letters', 'a');
  await close(first);
  const database = new SqliteDatabase(join(folder.path, 'parley.db'));
  // As a newer version would have left it.
  const next = Number(database.pragma('user_version', { simple: true })) + 1;
  database.prepare('INSERT INTO schema_migration VALUES (?, ?, ?, 1)').run(next, 'newer', 'hash');
  database.pragma(`user_version = ${next}`);
  database.close();
  const { store, mode } = openTestStore(folder.path);
  expect(mode).toBe('read-only');
  expect(await search(store, 'letters')).toEqual(['old letters']);
  await close(store);
  expect(existsSync(join(folder.path, 'search.db'))).toBe(false);
  bringUpToDate(folder.path);
});
