import SqliteDatabase from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '#main/persistence/open-store';
import { AppError } from '#shared/errors/app-error';
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

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof AppError ? error.data.code : String(error);
  }
  return 'nothing thrown';
};

const tryToOpen = (folder: string) =>
  openStore({
    folder,
    clock: fakeClock(),
    logger: silentLogger,
    resources: { migrationsFolder, snapshotWorker: null },
  });

test('a second process is told that the folder is in use, until the first has closed it', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const second = tryToOpen(folder.path);
  expect(second).toMatchObject({ ok: false, error: { code: 'storage.in-use' } });
  store.close();
  const third = tryToOpen(folder.path);
  expect(third.ok).toBe(true);
  if (third.ok) third.value.store.close();
});

// Catches: a kill in the middle of a note in the lock, after which Parley never starts again.
test.each([
  ['nonsense', Buffer.alloc(8_192, 'nonsense ')],
  ['a head without its pages', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4_080, 1)])],
])('a lock that a kill has torn (%s) is made anew, and holds', (_, content) => {
  using folder = temporaryFolder();
  const before = openTestStore(folder.path);
  const { conversationId } = addTurn(before.store, 'kept', 'yes');
  before.store.close();
  writeFileSync(join(folder.path, 'app.lock'), content);
  const { store, mode } = openTestStore(folder.path);
  expect(mode).toBe('normal');
  expect(textsOf(store, conversationId)).toEqual(['kept', 'yes']);
  expect(() => openTestStore(folder.path)).toThrow('storage.in-use');
  store.close();
});

test('a lock held by another program is waited for, then said, and nothing is half done', () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId } = addTurn(store, 'q', 'a');
  const other = new SqliteDatabase(join(folder.path, 'parley.db'));
  other.exec('BEGIN IMMEDIATE');
  const start = performance.now();
  expect(codeOf(() => openTurn(store, 'more', { conversationId }))).toBe('storage.busy');
  expect(performance.now() - start).toBeGreaterThan(4500);
  expect(textsOf(store, conversationId)).toEqual(['q', 'a']);
  other.exec('ROLLBACK');
  other.close();
  openTurn(store, 'more', { conversationId });
  store.close();
});

test.skipIf(process.platform === 'win32')('every file and folder is closed to others', async () => {
  using parent = temporaryFolder();
  const folder = join(parent.path, 'new', 'data');
  const previous = process.umask(0);
  try {
    const { store } = openTestStore(folder);
    addTurn(store, 'q', 'a');
    await store.tidy();
    const paths = [
      folder,
      ...readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))),
    ];
    const modes = paths.map((path) => {
      const status = statSync(path);
      return [path.slice(folder.length), (status.mode & 0o777).toString(8), status.isDirectory()] as const;
    });
    expect(modes.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        '/parley.db',
        '/parley.db-wal',
        '/parley.db-shm',
        '/app.lock',
        '/snapshots',
        '/ballast',
      ]),
    );
    expect(modes.filter(([, mode, isFolder]) => mode !== (isFolder ? '700' : '600'))).toEqual([]);
    store.close();
  } finally {
    process.umask(previous);
  }
});

test.skipIf(process.platform === 'win32')('a folder that others could read is closed to them', () => {
  using folder = temporaryFolder();
  openTestStore(folder.path).store.close();
  chmodSync(folder.path, 0o755);
  chmodSync(join(folder.path, 'parley.db'), 0o644);
  openTestStore(folder.path).store.close();
  const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
  expect([mode(folder.path), mode(join(folder.path, 'parley.db'))]).toEqual(['700', '600']);
});

/** Only root may mount, and only others are stopped by the mode of a folder. */
const isRoot = process.getuid?.() === 0;

describe.runIf(process.platform === 'linux' && isRoot)('a folder that cannot be written to', () => {
  function withReadOnly(
    run: (folder: string, conversationId: ReturnType<typeof addTurn>['conversationId']) => void,
  ) {
    using source = temporaryFolder();
    using mounted = temporaryFolder();
    const { store } = openTestStore(source.path);
    const { conversationId } = addTurn(store, 'q', 'a');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', mounted.path]);
    try {
      const folder = join(mounted.path, 'data');
      mkdirSync(folder);
      for (const name of ['parley.db', 'parley.db-wal'])
        copyFileSync(join(source.path, name), join(folder, name));
      store.close();
      execFileSync('mount', ['-o', 'remount,ro', mounted.path]);
      run(folder, conversationId);
    } finally {
      execFileSync('umount', ['-l', mounted.path]);
    }
  }

  test('is read, with what is only in the log, and says that it cannot be changed', () =>
    withReadOnly((folder, conversationId) => {
      const { store, mode, notices } = openTestStore(folder);
      expect({ mode, codes: notices.map(({ code }) => code) }).toEqual({
        mode: 'read-only',
        codes: ['storage.read-only'],
      });
      expect(textsOf(store, conversationId)).toEqual(['q', 'a']);
      expect(store.personas.list()).toHaveLength(4);
      const refused = [
        () => openTurn(store, 'more', { conversationId }),
        () => store.conversations.rename(conversationId, 'T', 'manual'),
        () => store.conversations.saveDraft('new', 'x'),
        () => store.settings.update({ theme: 'dark' }),
      ];
      expect(refused.map(codeOf)).toEqual(refused.map(() => 'storage.read-only'));
      store.close();
    }));

  // Catches: the ledger on the disk, without which a temporary conversation could not be answered.
  test('has temporary conversations, which need no disk', () =>
    withReadOnly((folder) => {
      const { store } = openTestStore(folder);
      const temporary = store.openTemporary();
      const { conversationId } = addTurn(temporary, 'Only here', 'Answered');
      expect(textsOf(temporary, conversationId)).toEqual(['Only here', 'Answered']);
      store.close();
    }));

  test('without a database is an error that names the folder as the cause', () =>
    withReadOnly((folder) => {
      expect(tryToOpen(join(folder, 'elsewhere'))).toMatchObject({
        ok: false,
        error: { code: 'storage.read-only' },
      });
    }));
});
