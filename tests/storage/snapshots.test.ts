import SqliteDatabase from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test, vi } from 'vitest';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';
import { addTurn, fakeClock, migrationsFolder, openTestStore, temporaryFolder } from '../harness/database';

const day = 86_400_000;

let worker = '';
beforeAll(async () => {
  const entry = 'src/main/persistence/workers/snapshot-worker.ts';
  worker = fileURLToPath(await bundleForNode(entry, 'test-snapshot-worker'));
});

test('a day after the last one there is another, unless nothing changed', async () => {
  using folder = temporaryFolder();
  const clock = fakeClock(Date.now());
  const { store } = openTestStore(folder.path, { clock });
  addTurn(store, 'q', 'a');
  expect(await store.snapshots.takeIfDue()).toMatchObject({ damagedMessages: 0 });
  addTurn(store, 'q2', 'a2');
  expect(await store.snapshots.takeIfDue()).toBeNull();
  clock.advance(day);
  expect(await store.snapshots.takeIfDue()).not.toBeNull();
  clock.advance(day);
  expect(await store.snapshots.takeIfDue()).toBeNull();
  expect(await store.snapshots.takeIfChanged('quit')).toBeNull();
  addTurn(store, 'q3', 'a3');
  expect(await store.snapshots.takeIfChanged('quit')).not.toBeNull();
  expect(store.snapshots.list().map((snapshot) => snapshot.reason)).toEqual(['quit', 'daily', 'daily']);
  store.close();
});

test('a worker copies what is only in the log, while main goes on writing', async () => {
  using folder = temporaryFolder();
  const clock = fakeClock(Date.now());
  const { store } = openTestStore(folder.path, {
    clock,
    resources: { migrationsFolder, snapshotWorker: worker },
  });
  for (let index = 0; index < 200; index += 1) addTurn(store, `q${index}`, 'a'.repeat(3000));
  const taking = store.snapshots.takeIfChanged('daily');
  addTurn(store, 'meanwhile', 'a');
  const report = await taking;
  const copy = new SqliteDatabase(report?.path ?? '', { readonly: true });
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(copy.prepare('SELECT count(*) FROM message').pluck().get()).toBeGreaterThanOrEqual(400);
  copy.close();
  expect((await readdir(join(folder.path, 'snapshots'))).every((name) => name.endsWith('.db'))).toBe(true);
  store.close();
});

test('a worker that cannot run does not mean that there is no snapshot', async () => {
  using folder = temporaryFolder();
  const broken = join(folder.path, 'broken.mjs');
  writeFileSync(broken, 'throw new Error("broken worker");');
  const { store } = openTestStore(folder.path, { resources: { migrationsFolder, snapshotWorker: broken } });
  addTurn(store, 'q', 'a');
  await store.tidy();
  expect(store.snapshots.list()).toHaveLength(1);
  store.close();
});

test('the scan for damage counts messages that no longer match their hash', async () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  addTurn(store, 'one', 'answer');
  addTurn(store, 'two', 'answer');
  const file = new SqliteDatabase(join(folder.path, 'parley.db'));
  file.exec(`UPDATE part SET payload = replace(payload, 'one', 'One')`);
  file.close();
  expect(await store.snapshots.takeIfChanged('daily')).toMatchObject({ damagedMessages: 1 });
  store.close();
});

test('what was deleted for good is in no file any more within five seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    using folder = temporaryFolder();
    const clock = fakeClock();
    const { store } = openTestStore(folder.path, { clock });
    const canary = 'CANARYcanary'.repeat(9);
    const { conversationId } = addTurn(store, canary, canary);
    addTurn(store, 'another', 'stays');
    store.conversations.remove(conversationId);
    const has = async () => {
      const names = ['parley.db', 'parley.db-wal'];
      const files = await Promise.all(names.map((name) => readFile(join(folder.path, name))));
      return files.some((bytes) => bytes.includes(canary));
    };
    await store.tidy();
    expect(await has()).toBe(true);
    clock.advance(31 * day);
    await store.tidy();
    await vi.advanceTimersByTimeAsync(5000);
    expect(await has()).toBe(false);
    const ledger = new SqliteDatabase(join(folder.path, 'parley.db'));
    expect(ledger.prepare('SELECT count(*) FROM ledger').pluck().get()).toBe(2);
    expect(ledger.prepare('SELECT count(*) FROM message').pluck().get()).toBe(2);
    ledger.close();
    store.close();
  } finally {
    vi.useRealTimers();
  }
});

test('the log is written back at most thirty seconds after a commit', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  try {
    using folder = temporaryFolder();
    const { store } = openTestStore(folder.path);
    const size = async () => (await readFile(join(folder.path, 'parley.db-wal'))).length;
    addTurn(store, 'q', 'a');
    expect(await size()).toBeGreaterThan(0);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await size()).toBe(0);
    store.close();
  } finally {
    vi.useRealTimers();
  }
});

test('a conversation of 3,000 messages leaves the trash in one go', async () => {
  using folder = temporaryFolder();
  const clock = fakeClock();
  const { store } = openTestStore(folder.path, { clock });
  const { conversationId } = addTurn(store, 'q', 'a');
  for (let index = 0; index < 1500; index += 1) addTurn(store, 'q', 'a', { conversationId });
  store.conversations.remove(conversationId);
  clock.advance(31 * day);
  await store.tidy();
  expect(() => store.conversations.restore(conversationId)).not.toThrow();
  expect(store.conversations.find(conversationId)).toBeNull();
  store.close();
});
