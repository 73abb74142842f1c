import SqliteDatabase from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '#main/persistence/store';
import { addTurn, fakeClock, openTestStore, temporaryFolder } from '../harness/database';

const dayMs = 86_400_000;
/** Only root may mount; elsewhere the full disk is shown by the table of errors. */
const canMount = process.platform === 'linux' && process.getuid?.() === 0;

let folder: ReturnType<typeof temporaryFolder>;
let clock: ReturnType<typeof fakeClock>;
beforeEach(() => {
  folder = temporaryFolder();
  clock = fakeClock();
});
afterEach(() => folder[Symbol.dispose]());

const open = (): Store => openTestStore(folder.path, { clock }).store;

function inDatabase(sql: string, ...values: readonly unknown[]): void {
  const file = new SqliteDatabase(join(folder.path, 'parley.db'));
  try {
    file.prepare(sql).run(...values);
  } finally {
    file.close();
  }
}

/** Stores a file and a row of what is known of it. */
async function putFile(store: Store, text: string): Promise<string> {
  const stored = await store.blobs.put({ bytes: Buffer.from(text) }, { maxBytes: 1000 });
  if (!stored.ok) throw new Error(stored.error);
  const { sha256, bytes } = stored.value;
  inDatabase(
    "INSERT INTO file (sha256, media_type, bytes, text, created_at) VALUES (?, 'text/plain', ?, ?, ?)",
    sha256,
    bytes,
    text,
    clock.now(),
  );
  return sha256;
}

const referToIt = (messageId: string, sha256: string): void =>
  inDatabase('INSERT INTO part_file VALUES (?, 0, ?)', messageId, sha256);

const kindsOf = (store: Store, hashes: readonly string[]): Promise<readonly string[]> =>
  Promise.all(hashes.map(async (sha256) => (await store.blobs.read(sha256)).kind));

const countKnown = (): unknown => {
  const file = new SqliteDatabase(join(folder.path, 'parley.db'), { readonly: true });
  try {
    return file.prepare('SELECT count(*) FROM file').pluck().get();
  } finally {
    file.close();
  }
};

describe('tidying up', () => {
  test('removes a file and its text a day after nothing needs it', async () => {
    const store = open();
    const sent = await putFile(store, 'sent');
    const drafted = await putFile(store, 'drafted');
    const dropped = await putFile(store, 'dropped');
    referToIt(addTurn(store, 'q', 'a').messageId, sent);
    inDatabase("INSERT INTO draft_file VALUES ('new', 0, ?, 'notes.txt')", drafted);
    await store.tidy();
    expect(await kindsOf(store, [sent, drafted, dropped])).toEqual(['found', 'found', 'found']);
    clock.advance(dayMs + 1);
    await store.tidy();
    expect(await kindsOf(store, [sent, drafted, dropped])).toEqual(['found', 'found', 'missing']);
    expect(countKnown()).toBe(2);
    store.close();
  });

  test('keeps a file as long as a snapshot needs it, so that a restored snapshot is whole', async () => {
    const store = open();
    const sha256 = await putFile(store, 'of a message');
    referToIt(addTurn(store, 'q', 'a').messageId, sha256);
    await store.snapshots.takeIfChanged('quit');
    inDatabase('DELETE FROM part_file');
    clock.advance(2 * dayMs);
    await store.tidy();
    expect(countKnown()).toBe(0);
    expect(await kindsOf(store, [sha256])).toEqual(['found']);
    for (const { path } of store.snapshots.list()) rmSync(path);
    await store.tidy();
    expect(await kindsOf(store, [sha256])).toEqual(['missing']);
    store.close();
  });

  test('removes nothing while a snapshot cannot be read', async () => {
    const store = open();
    const sha256 = await putFile(store, 'perhaps needed');
    await store.snapshots.takeIfChanged('quit');
    for (const { path } of store.snapshots.list()) writeFileSync(path, 'no database');
    clock.advance(2 * dayMs);
    await store.tidy();
    expect(await kindsOf(store, [sha256])).toEqual(['found']);
    store.close();
  });

  test('removes nothing for 30 days after a damaged database was replaced', async () => {
    const first = open();
    const sha256 = await putFile(first, 'of a row that is lost');
    first.close();
    rmSync(join(folder.path, 'parley.db'));
    writeFileSync(join(folder.path, 'parley.db'), Buffer.alloc(8192, 'nonsense'));
    const store = open();
    expect(readdirSync(join(folder.path, 'quarantine'))).toHaveLength(1);
    clock.advance(29 * dayMs);
    await store.tidy();
    expect(await kindsOf(store, [sha256])).toEqual(['found']);
    clock.advance(2 * dayMs);
    await store.tidy();
    expect(await kindsOf(store, [sha256])).toEqual(['missing']);
    store.close();
  });
});

describe.runIf(canMount)('on a full disk', () => {
  beforeEach(() => execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder.path]));
  afterEach(() => execFileSync('umount', ['-l', folder.path]));

  test('a file is refused as a whole, what is there is read, and space that comes back is used', async () => {
    const store = open();
    const kept = await putFile(store, 'kept');
    const other = openSync(join(folder.path, 'other-programs'), 'w');
    const fill = (): void => {
      for (;;) writeSync(other, Buffer.alloc(65_536, 1));
    };
    expect(fill).toThrow('ENOSPC');
    closeSync(other);
    const large = { bytes: Buffer.alloc(200_000, 'large') };
    const limits = { maxBytes: 1_000_000 };
    await expect(store.blobs.put(large, limits)).rejects.toMatchObject({ data: { code: 'storage.full' } });
    expect(readdirSync(join(folder.path, 'blobs', 'unfinished'))).toEqual([]);
    expect(await kindsOf(store, [kept])).toEqual(['found']);
    rmSync(join(folder.path, 'other-programs'));
    const stored = await store.blobs.put(large, limits);
    expect(stored.ok && existsSync(join(folder.path, 'blobs', stored.value.sha256.slice(0, 2)))).toBe(true);
    store.close();
  });

  test('a folder that was made read-only refuses new files, and the old are read', async () => {
    const store = open();
    const kept = await putFile(store, 'kept');
    const path = join(folder.path, 'blobs');
    execFileSync('mount', ['--bind', path, path]);
    execFileSync('mount', ['-o', 'remount,ro,bind', path]);
    await expect(store.blobs.put({ bytes: Buffer.from('more') }, { maxBytes: 100 })).rejects.toMatchObject({
      data: { code: 'storage.read-only' },
    });
    expect(await kindsOf(store, [kept])).toEqual(['found']);
    execFileSync('umount', ['-l', path]);
    store.close();
  });
});
