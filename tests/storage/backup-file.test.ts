import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from 'vitest';
import { backupFormat, encodeHeader } from '#main/persistence/backup/backup-header';
import { openBackup } from '#main/persistence/backup/open-backup';
import { writeBackup } from '#main/persistence/backup/write-backup';
import { dataPaths } from '#main/persistence/data-folder';
import type { Store } from '#main/persistence/store';
import { keyIdSchema } from '#shared/domain/ids';
import {
  addTurn,
  migrationsFolder,
  openTestStore,
  openTurn,
  someModel,
  temporaryFolder,
} from '../harness/database';
import { backupName, backupRequest, codeOf, quiet, withDatabase } from '../harness/backup';

const opening = (folder: string, passphrase: string | null, file = join(folder, backupName)) =>
  openBackup({ file, passphrase, staging: join(folder, 'staging'), migrationsFolder });

/** A message with a file, as one that is sent. */
async function addFile(store: Store, content: string): Promise<string> {
  const stored = await store.blobs.put({ bytes: Buffer.from(content) }, { maxBytes: 1000 });
  if (!stored.ok) throw new Error('not stored');
  const { sha256, bytes } = stored.value;
  store.attachments.save({ sha256, bytes, mediaType: 'image/png', width: 1, height: 1, text: null });
  openTurn(store, 'Look at this', { files: [{ sha256, name: 'a.png' }] });
  return sha256;
}

async function layBackup(
  folder: string,
  passphrase: string | null,
  answer = 'On the cliff, behind the pines.',
): Promise<string> {
  const { store } = openTestStore(folder);
  addTurn(store, 'Where is the lighthouse?', answer);
  const request = backupRequest(folder, passphrase);
  await writeBackup(request, quiet);
  store.close();
  return request.target;
}

// Catches: a backup that lacks the newest rows (they are in the log file), or one that others can read.
test.each([null, 'correct horse'])('holds what is there, while it is in use (%s)', async (passphrase) => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { conversationId } = addTurn(store, 'Where is the lighthouse?', 'On the cliff.');
  const sha256 = await addFile(store, 'a picture of pines');
  const { manifest, bytes } = await writeBackup(backupRequest(folder.path, passphrase), quiet);
  store.close();

  const file = join(folder.path, backupName);
  expect(statSync(file).size).toBe(bytes);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  expect(readdirSync(join(folder.path, 'staging'))).toEqual([]);
  expect(manifest.counts).toMatchObject({ conversations: 2, messages: 4 });
  expect(manifest.files).toEqual([{ sha256, bytes: 18 }]);
  const content = readFileSync(file);
  for (const word of ['lighthouse', 'picture of pines', 'conversation']) {
    expect(content.includes(word)).toBe(passphrase === null);
  }

  const opened = await opening(folder.path, passphrase);
  expect(opened.manifest).toEqual(manifest);
  const again = openTestStore(opened.folder).store;
  expect(again.conversations.find(conversationId)?.title).toBe('Where is the lighthouse?');
  expect((await again.blobs.read(sha256)).kind).toBe('found');
  again.close();
});

// Catches: what is known of keys, or a cache, that travels with a backup.
test('neither what is known of keys nor caches are in it', async () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const { answerId } = addTurn(store, 'one', 'two');
  const body = Buffer.from('an answer that is kept');
  store.answerCache.save(
    { key: 'key-of-a-cache', messageId: answerId, body, createdAt: 1 },
    { notBefore: 0, maxBytes: 1e6 },
  );
  const key = { label: 'label-of-a-key', last4: 'Zq9f', origin: null, createdAt: 1, updatedAt: 1 };
  store.providerKeys.change(
    [
      {
        ...{ id: keyIdSchema.parse('openai'), providerId: someModel.providerId, ...key },
        ...{
          lastUsedAt: null,
          lastError: null,
          expiresAt: null,
          position: 1,
          state: 'ready',
          replaces: null,
        },
      },
    ],
    [],
  );
  await writeBackup(backupRequest(folder.path, null), quiet);
  store.close();
  const content = readFileSync(join(folder.path, backupName));
  for (const word of ['key-of-a-cache', 'an answer that is kept', 'label-of-a-key', 'Zq9f']) {
    expect(content.includes(word), word).toBe(false);
  }
});

// Catches: a wrong passphrase that looks like damage, which would make a person throw the backup away.
test('a wrong passphrase is told from damage', async () => {
  using folder = temporaryFolder();
  const file = await layBackup(folder.path, 'correct horse');
  expect(await codeOf(opening(folder.path, 'wrong horse'))).toBe('backup.wrong-passphrase');
  expect(await codeOf(opening(folder.path, null))).toBe('backup.wrong-passphrase');
  expect(await codeOf(opening(folder.path, 'correct horse'))).toBe('opened');
  const bytes = readFileSync(file);
  bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  expect(await codeOf(opening(folder.path, 'correct horse'))).toBe('backup.unreadable');
});

// Catches: a frame that is not authenticated, or not bound to its place, its file or the end.
test.each([null, 'correct horse'])(
  'cut or changed anywhere, nothing of it is used (%s)',
  async (passphrase) => {
    using folder = temporaryFolder();
    const file = await layBackup(folder.path, passphrase);
    const whole = readFileSync(file);
    const harmed = join(folder.path, 'harmed.parley-backup');
    const codes = new Map<string, number>();
    const tryWith = async (bytes: Buffer, what: string): Promise<void> => {
      writeFileSync(harmed, bytes);
      const code = await codeOf(opening(folder.path, passphrase, harmed));
      expect(code, what).not.toBe('opened');
      codes.set(code, (codes.get(code) ?? 0) + 1);
    };
    // Every fourth byte of the head, then some of the rest.
    const places = [
      ...Array.from({ length: 100 }, (_, index) => 4 * index),
      ...Array.from({ length: 40 }, (_, index) => 400 + Math.floor((index * (whole.length - 401)) / 39)),
    ];
    for (const place of places) {
      const bytes = Buffer.from(whole);
      bytes[place] = (bytes[place] ?? 0) ^ (1 << (place % 8));
      await tryWith(bytes, `flipped at ${place}`);
    }
    for (const length of [0, 1, 15, 40, 300, whole.length >> 1, whole.length - 1]) {
      await tryWith(whole.subarray(0, length), `cut to ${length}`);
    }
    await tryWith(Buffer.concat([whole, Buffer.from([0])]), 'something behind the end');
    expect([...codes.keys()].sort()).toEqual(
      passphrase === null
        ? ['backup.unreadable']
        : // A flip in the mark of the passphrase cannot be told from another passphrase.
          ['backup.unreadable', 'backup.wrong-passphrase'],
    );
    expect(codes.get('backup.wrong-passphrase') ?? 0).toBe(passphrase === null ? 0 : 8);
    expect(readdirSync(join(folder.path, 'staging'))).toEqual([]);
  },
);

// Catches: pieces of one backup that are accepted in another place, or in another backup with the same passphrase.
test('frames cannot be moved', async () => {
  using folder = temporaryFolder();
  const file = await layBackup(folder.path, 'correct horse', 'pines '.repeat(60_000));
  const whole = readFileSync(file);
  const head = whole.readUInt32BE(16) + 20 + 32 + 32;
  const frame = 4 + 256 * 1024 + 16;
  expect(whole.length).toBeGreaterThan(head + 2 * frame);
  const swapped = Buffer.concat([
    whole.subarray(0, head),
    whole.subarray(head + frame, head + 2 * frame),
    whole.subarray(head, head + frame),
    whole.subarray(head + 2 * frame),
  ]);
  writeFileSync(file, swapped);
  expect(await codeOf(opening(folder.path, 'correct horse'))).toBe('backup.unreadable');
  writeFileSync(file, Buffer.concat([whole.subarray(0, head), whole.subarray(head + frame)]));
  expect(await codeOf(opening(folder.path, 'correct horse'))).toBe('backup.unreadable');
});

// Catches: a header that asks for all memory, an hour of work, or a version nobody knows.
test('a made-up header is refused before any work', async () => {
  using folder = temporaryFolder();
  const file = join(folder.path, backupName);
  const salt = Buffer.alloc(16).toString('base64');
  const header = (more: object, key: object) =>
    Object.assign(
      { format: backupFormat, app: '1', createdAt: 1, frameBytes: 65536 },
      {
        encryption: {
          cipher: 'aes-256-gcm',
          key: { function: 'argon2id', memoryKiB: 8, passes: 1, lanes: 1, salt, ...key },
        },
      },
      more,
    );
  const codeWith = (more: object, key: object): Promise<string> => {
    // @ts-expect-error -- what no Parley writes
    writeFileSync(file, encodeHeader(header(more, key)).bytes);
    return codeOf(opening(folder.path, 'x'));
  };
  expect(await codeWith({}, { memoryKiB: 4_000_000 })).toBe('backup.unreadable');
  expect(await codeWith({}, { passes: 1e9 })).toBe('backup.unreadable');
  expect(await codeWith({ frameBytes: 2 ** 31 }, {})).toBe('backup.unreadable');
  expect(await codeWith({ format: 2 }, {})).toBe('backup.newer');
  writeFileSync(file, 'something else');
  expect(await codeOf(opening(folder.path, 'x'))).toBe('backup.unreadable');
});

// Catches: a database that brings code of its own, or rows that its pages do not hold, and is opened all the same.
test.each([
  [
    'a trigger',
    'CREATE TRIGGER extra AFTER INSERT ON message BEGIN DELETE FROM conversation; END',
    'backup.unreadable',
  ],
  ['a view', 'CREATE VIEW extra AS SELECT 1', 'backup.unreadable'],
  ['a column', 'ALTER TABLE persona ADD COLUMN extra TEXT', 'backup.unreadable'],
  [
    'another list of migrations',
    "UPDATE schema_migration SET sha256 = 'x' WHERE version = 3",
    'backup.unreadable',
  ],
  [
    'rows without an owner',
    "PRAGMA foreign_keys = OFF; INSERT INTO part_chunk VALUES ('none', 1, 0, 'text', '')",
    'backup.unreadable',
  ],
  ['a newer schema', 'PRAGMA user_version = 9999', 'backup.newer'],
  ['no tables', 'PRAGMA user_version = 0', 'backup.unreadable'],
])('a database with %s is refused', async (_what, sql, code) => {
  using folder = temporaryFolder();
  await layBackup(folder.path, null);
  const hostile = await withDatabase(folder.path, (path) => {
    const client = new SqliteDatabase(path);
    client.exec(sql);
    client.close();
  });
  expect(await codeOf(opening(folder.path, null, hostile))).toBe(code);
});

// Catches: a file that is taken for another because of its name.
test('a file that is not what its name says is left out', async () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  const sha256 = await addFile(store, 'a picture of pines');
  await writeBackup(backupRequest(folder.path, null), quiet);
  store.close();
  const other = await withDatabase(folder.path, () => undefined, {
    [sha256]: Buffer.from('something else....'),
  });
  const opened = await opening(folder.path, null, other);
  expect(opened.leftOutFiles).toEqual([sha256]);
  expect(existsSync(join(dataPaths(opened.folder).blobs, sha256.slice(0, 2), sha256))).toBe(false);
});

// Catches: what is left behind of a backup that was stopped.
test('cancelled, nothing is left of it', async () => {
  using folder = temporaryFolder();
  const { store } = openTestStore(folder.path);
  addTurn(store, 'one', 'two');
  const stop = new AbortController();
  const onProgress = ({ phase }: { readonly phase: string }): void => {
    if (phase === 'verifying') stop.abort(new Error('stopped'));
  };
  const work = writeBackup(backupRequest(folder.path, null), { signal: stop.signal, onProgress });
  await expect(work).rejects.toThrow('stopped');
  store.close();
  expect(readdirSync(folder.path).filter((name) => /backup|tmp/.test(name))).toEqual([]);
  expect(readdirSync(join(folder.path, 'staging'))).toEqual([]);
});

// Catches: copies of a database that a kill in the middle of a backup leaves in the data folder for ever.
test('what a killed backup had begun is removed at the next start', () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'staging', 'begun'), { recursive: true });
  writeFileSync(join(folder.path, 'staging', 'begun', 'copy.db'), 'words of somebody');
  openTestStore(folder.path).store.close();
  expect(existsSync(join(folder.path, 'staging'))).toBe(false);
});
