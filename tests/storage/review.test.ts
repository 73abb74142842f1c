import SqliteDatabase from 'better-sqlite3';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, expect, test } from 'vitest';
import { listMigrations, migrate } from '#main/persistence/migrate';
import { openReview, type ReviewOpening } from '#main/persistence/review/open-review';
import type { MessageId } from '#shared/domain/ids';
import type { AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import {
  addTurn,
  endOf,
  fakeClock,
  migrationsFolder,
  newAttemptId,
  newMessageId,
  openTestStore,
  silentLogger,
  someModel,
  temporaryFolder,
  text,
  textsOf,
  type OpenedTurn,
} from '../harness/database';
import { folderHashes } from '../harness/folder-hashes';

function newFolder(): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  return folder.path;
}

interface Kept {
  readonly folder: string;
  readonly first: OpenedTurn;
  /** The other version of its first question. */
  readonly edited: MessageId;
}

/** A folder with a conversation of two branches, the second one shown; as a Parley that has ended leaves it. */
function keptFolder(): Kept {
  const folder = newFolder();
  const { store } = openTestStore(folder);
  const first = addTurn(store, 'Where do swifts sleep?', 'In the air.');
  const [edited, answerId] = [newMessageId(), newMessageId()];
  const conversationId = first.conversationId;
  store.turns.openTurn({
    kind: 'edit',
    conversationId,
    edited: first.messageId,
    messageId: edited,
    text: 'Where do swifts eat?',
    files: [],
    answerId,
  });
  const id = newAttemptId();
  store.turns.openAttempt({ id, answerId, model: someModel, modelName: 'GPT Test', startedAt: 2 });
  store.turns.settle(answerId, 'complete', null, [text('On the wing.')], endOf(id));
  store.close();
  return { folder, first, edited };
}

const review = (folder: string, ownFolder = newFolder()): Result<ReviewOpening, AppErrorData> =>
  openReview({
    database: join(folder, 'parley.db'),
    folder,
    ownFolder,
    clock: fakeClock(),
    logger: silentLogger,
    resources: { migrationsFolder, searchWorker: null },
  });

/** Opens a review that has to succeed, and ends it with the test. */
function reviewed(folder: string, ownFolder?: string): ReviewOpening {
  const opening = review(folder, ownFolder);
  if (!opening.ok) throw new Error(opening.error.message);
  onTestFinished(() => opening.value.store.close());
  return opening.value;
}

test('not a byte of the folder changes, whatever is read and whichever branch is shown', async () => {
  const { folder, first } = keptFolder();
  const before = folderHashes(folder);
  const { store, notes } = reviewed(folder);
  const { conversationId, messageId } = first;
  expect(textsOf(store, conversationId)).toEqual(['Where do swifts eat?', 'On the wing.']);
  store.conversations.selectBranch(conversationId, messageId);
  expect(textsOf(store, conversationId)).toEqual(['Where do swifts sleep?', 'In the air.']);
  expect(store.organisation.listRows([conversationId])).toHaveLength(1);
  expect(await store.search.find(conversationId, 'sleep')).toMatchObject({ total: 1 });
  const request = { text: 'swifts', includesThinking: false, cursor: null, limit: 10 };
  const { hits } = await store.search.search(request);
  expect(hits).toHaveLength(2);
  expect(folderHashes(folder)).toEqual(before);
  store.close();
  expect(folderHashes(folder)).toEqual(before);
  expect(notes).toEqual([]);
});

test('a branch that a review showed is not the one that is stored', () => {
  const { folder, first } = keptFolder();
  reviewed(folder).store.conversations.selectBranch(first.conversationId, first.messageId);
  const again = reviewed(folder);
  expect(textsOf(again.store, first.conversationId)).toEqual(['Where do swifts eat?', 'On the wing.']);
});

test('nothing can be written: the connection itself refuses', () => {
  const { folder, first } = keptFolder();
  const { store } = reviewed(folder);
  expect(() => store.conversations.saveDraft(first.conversationId, 'words')).toThrow();
  expect(() => addTurn(store, 'One more?', 'No.')).toThrow();
  expect(() => store.conversations.remove(first.conversationId)).toThrow();
  expect(textsOf(store, first.conversationId)).toHaveLength(2);
});

test('while it is read no Parley begins to write there, and afterwards one does', () => {
  const { folder } = keptFolder();
  const { store } = reviewed(folder);
  expect(() => openTestStore(folder)).toThrow(/storage\.in-use/);
  store.close();
  openTestStore(folder).store.close();
});

test('beside a Parley that runs it is read as it is, and that one goes on', () => {
  const { folder, first } = keptFolder();
  const running = openTestStore(folder).store;
  onTestFinished(() => running.close());
  const { store, notes } = reviewed(folder);
  expect(notes).toHaveLength(1);
  addTurn(running, 'A third?', 'A third.', { conversationId: first.conversationId });
  expect(textsOf(store, first.conversationId)).toHaveLength(4);
});

test('what a crash left in the log is read too, and stays there', () => {
  const { folder } = keptFolder();
  const crashed = newFolder();
  const { store } = openTestStore(folder);
  const { conversationId } = addTurn(store, 'Last words?', 'These.');
  // As the disk is in that moment: the lock of a dead process, the log still full.
  cpSync(folder, crashed, { recursive: true });
  store.close();
  const lock = new SqliteDatabase(join(crashed, 'app.lock'));
  lock.exec('UPDATE owner SET pid = 4194303');
  lock.close();
  const before = folderHashes(crashed);
  expect(existsSync(join(crashed, 'parley.db-wal'))).toBe(true);
  expect(textsOf(reviewed(crashed).store, conversationId)).toEqual(['Last words?', 'These.']);
  expect(folderHashes(crashed)).toEqual(before);
});

test('from another disk, where there can be no second name for the file, a copy is read', () => {
  const { folder, first } = keptFolder();
  const elsewhere = existsSync('/dev/shm') ? mkdtempSync('/dev/shm/parley-test-') : newFolder();
  onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }));
  const before = folderHashes(folder);
  expect(textsOf(reviewed(folder, elsewhere).store, first.conversationId)).toHaveLength(2);
  expect(folderHashes(folder)).toEqual(before);
});

test('of an earlier schema a copy is brought up to date', () => {
  const { folder } = keptFolder();
  const old = newFolder();
  openAt(old, 10);
  const before = folderHashes(old);
  const { store, notes } = reviewed(old);
  expect(notes[0]).toMatch(/older Parley/);
  expect(store.organisation.listRows([])).toEqual([]);
  store.close();
  expect(folderHashes(old)).toEqual(before);
  expect(folder).not.toBe(old);
});

test('of a later schema it is read as it is', () => {
  const { folder, first } = keptFolder();
  const client = new SqliteDatabase(join(folder, 'parley.db'));
  client.exec('ALTER TABLE conversation ADD COLUMN mood TEXT');
  client.pragma('user_version = 999');
  client.close();
  const { store, notes } = reviewed(folder);
  expect(notes[0]).toMatch(/newer Parley/);
  expect(textsOf(store, first.conversationId)).toHaveLength(2);
});

test('a database of another program is refused', () => {
  const folder = newFolder();
  const client = new SqliteDatabase(join(folder, 'parley.db'));
  client.exec('CREATE TABLE bookmark (id INTEGER)');
  client.close();
  const opening = review(folder);
  expect(opening.ok ? null : opening.error.code).toBe('review.not-readable');
});

/** A database as the first so many migrations made it. */
function openAt(folder: string, version: number): void {
  const path = join(folder, 'parley.db');
  const client = new SqliteDatabase(path);
  client.pragma('journal_mode = WAL');
  const migrations = listMigrations(migrationsFolder).slice(0, version);
  migrate(client, { database: path, migrations, now: 1, takeSnapshot: () => undefined });
  client.close();
}

// Catches: a review that shows what was to be gone as if nothing had been asked.
test('an erasure that was cut off is said, and left to a start that may write', () => {
  const { folder } = keptFolder();
  writeFileSync(join(folder, 'erasing.json'), '{}');
  const before = folderHashes(folder);
  expect(reviewed(folder).notes).toEqual([expect.stringContaining('Start Parley to end it.')]);
  expect(folderHashes(folder)).toEqual(before);
});
