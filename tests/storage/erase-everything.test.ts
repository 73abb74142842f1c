import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { dataPaths } from '#main/persistence/data-folder';
import { emptyFolder } from '#main/persistence/erasure/empty-folder';
import { readErasure, writeErasure } from '#main/persistence/erasure/erasure-marker';
import { writeReceipt } from '#main/persistence/erasure/write-receipt';
import { providerIdSchema } from '#shared/domain/ids';
import { findBytes } from '../harness/find-bytes';
import { addTurn, openTestStore, temporaryFolder } from '../harness/database';

const planted = 'Quagmirex';
const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

const receiptSchema = z.object({
  counts: z.record(z.string(), z.number()),
  interruptions: z.number(),
  remains: z.array(z.string()),
  notRemoved: z.array(z.string()),
  keys: z.object({ removed: z.array(z.string()), left: z.array(z.string()) }),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string().nullable() })),
});

/** A closed data folder with words everywhere, of which an erasure was asked for; and a place for the receipt. */
async function askedFolder() {
  const folder = temporaryFolder();
  const elsewhere = temporaryFolder();
  onTestFinished(() => {
    folder[Symbol.dispose]();
    elsewhere[Symbol.dispose]();
  });
  const { path } = folder;
  const { store } = openTestStore(path);
  addTurn(store, `${planted} question`, `${planted} answer`);
  store.providers.save({
    id: providerIdSchema.parse('own-server'),
    kind: 'compatible',
    name: `${planted} server`,
    baseUrl: 'http://127.0.0.1:1/v1',
    isEnabled: true,
  });
  store.audit.record({ kind: 'provider.added', facts: { providerId: 'own-server', origin: null } });
  await store.snapshots.takeIfChanged('quit');
  const receiptPath = join(elsewhere.path, 'receipt.json');
  store.eraser.markEverything({ trigger: 'person', receiptPath, remains: ['/backups/of/mine'] });
  store.close();
  for (const place of [
    'Cache/Cache_Data/f_1',
    'Local Storage/log',
    'logs/app.log',
    'window-state.json',
    'quarantine/a/parley.db',
  ]) {
    mkdirSync(join(path, place, '..'), { recursive: true });
    writeFileSync(join(path, place), `${planted} ${place}`, { mode: 0o400 });
  }
  // What it leads to is somebody else's.
  writeFileSync(join(elsewhere.path, 'other.txt'), 'not ours');
  symlinkSync(join(elsewhere.path, 'other.txt'), join(path, 'link'));
  return { path, elsewhere: elsewhere.path, receiptPath };
}

const finish = (folder: string): string => {
  const marker = readErasure(dataPaths(folder).erasing);
  if (marker?.what !== 'everything') throw new Error('nothing is noted');
  return writeReceipt({ folder, marker, keys: { removed: ['openai'], left: [] }, now: Date.UTC(2026, 1, 1) });
};

describe('an erasure of everything', () => {
  it('leaves nothing but its note, says what every file was, and begins a new log with the end of the old one', async () => {
    const { path, elsewhere, receiptPath } = await askedFolder();
    const log = readFileSync(join(path, 'logs/app.log'));
    const database = readFileSync(join(path, 'parley.db'));
    expect(emptyFolder(path, 1)).toMatchObject({ phase: 'emptied', accounts: ['own-server'], left: [] });
    expect(readdirSync(path)).toEqual(['erasing.json']);
    expect(findBytes(path, planted)).toEqual([]);
    expect(readFileSync(join(elsewhere, 'other.txt'), 'utf8')).toBe('not ours');
    expect(finish(path)).toBe(receiptPath);
    const receipt = receiptSchema.parse(JSON.parse(readFileSync(receiptPath, 'utf8')));
    expect(receipt).toMatchObject({
      counts: { conversations: 1, messages: 2, emptiedFiles: receipt.files.length },
      interruptions: 0,
      keys: { removed: ['openai'], left: [] },
    });
    expect(receipt.remains).toContain('/backups/of/mine');
    expect(receipt.files).toContainEqual({ path: 'logs/app.log', bytes: log.length, sha256: sha256(log) });
    expect(receipt.files).toContainEqual({
      path: 'parley.db',
      bytes: database.length,
      sha256: sha256(database),
    });
    const { store, notices } = openTestStore(path);
    onTestFinished(() => store.close());
    expect(notices).toMatchObject([
      { code: 'erasure.finished', text: expect.stringContaining(receiptPath) as string },
    ]);
    expect(store.audit.list(null, null, 10)).toMatchObject([
      {
        seq: 1,
        kind: 'erasure.everything',
        facts: { receiptSha256: sha256(readFileSync(receiptPath)), lastSeq: 1, trigger: 'person' },
      },
    ]);
    expect(await store.audit.verify()).toMatchObject({ isWhole: true, entries: 1 });
    expect(existsSync(dataPaths(path).erasing)).toBe(false);
    expect(store.eraser.countEverything()).toMatchObject({ conversations: 0, messages: 0 });
  });

  // As a kill leaves it, at each of its steps: the next start goes on, and the list of what there was is not lost.
  it('that was cut off is finished by the next start, and the receipt says so', async () => {
    const { path, receiptPath } = await askedFolder();
    const whole = emptyFolder(path, 1);
    if (whole === null) throw new Error('nothing was erased');
    writeErasure(dataPaths(path).erasing, { ...whole, phase: 'listed' });
    writeFileSync(join(path, 'parley.db'), `${planted} still there`);
    mkdirSync(join(path, 'blobs'));
    const again = emptyFolder(path, 2);
    expect(again).toMatchObject({ phase: 'emptied', interruptions: 1, files: whole.files });
    writeErasure(dataPaths(path).erasing, { ...whole, phase: 'listed', interruptions: 1 });
    expect(emptyFolder(path, 2)).toMatchObject({ phase: 'emptied', interruptions: 2 });
    writeErasure(dataPaths(path).erasing, again ?? whole);
    expect(readdirSync(path)).toEqual(['erasing.json']);
    // Between the files and the receipt: nothing that is there now is touched, the list stands.
    expect(emptyFolder(path, 3)).toEqual(again);
    finish(path);
    expect(receiptSchema.parse(JSON.parse(readFileSync(receiptPath, 'utf8'))).interruptions).toBe(1);
    // After the receipt: it is not written again.
    expect(emptyFolder(path, 4)).toMatchObject({ phase: 'written' });
  });

  it('keeps the receipt in the data folder when it cannot be written where the person wanted it', async () => {
    const { path } = await askedFolder();
    const marker = emptyFolder(path, 1);
    if (marker === null) throw new Error('nothing was erased');
    writeErasure(dataPaths(path).erasing, {
      ...marker,
      receiptPath: join(path, 'no', 'such', 'folder', 'r.json'),
    });
    const receipt = join(path, 'erasure-receipt-20260131T120000000Z.json');
    expect(finish(path)).toBe(receipt);
    // Killed before it was noted: the next start writes it over, and leaves no second one.
    writeErasure(dataPaths(path).erasing, { ...marker, receiptPath: null });
    expect(finish(path)).toBe(receipt);
  });

  it('is not begun while the folder is in use', async () => {
    const { path } = await askedFolder();
    const { store } = openTestStore(path);
    onTestFinished(() => store.close());
    expect(() => emptyFolder(path, 1)).toThrow(/already open/);
    expect(existsSync(join(path, 'parley.db'))).toBe(true);
  });
});
