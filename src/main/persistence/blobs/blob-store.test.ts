import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BlobStore } from '#main/ports/blob-store';
import { fakeClock, silentLogger, temporaryFolder } from '../../../../tests/harness/database';
import { dataPaths } from '../data-folder';
import { createBlobStore } from './blob-store';

const dayMs = 86_400_000;
const roomy = { maxBytes: 50_000_000 };
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

let folder: ReturnType<typeof temporaryFolder>;
let clock: ReturnType<typeof fakeClock>;
let blobs: BlobStore;
beforeEach(() => {
  folder = temporaryFolder();
  clock = fakeClock();
  blobs = openBlobs();
});
afterEach(() => folder[Symbol.dispose]());

function openBlobs(canWrite = true): BlobStore {
  return createBlobStore({ paths: dataPaths(folder.path), clock, logger: silentLogger, canWrite });
}

const inFolder = (...names: readonly string[]): string => join(folder.path, ...names);
const fileOf = (sha256: string): string => inFolder('blobs', sha256.slice(0, 2), sha256);
const namesIn = (path: string): readonly string[] => (existsSync(path) ? readdirSync(path) : []);

async function putAll(bytes: Uint8Array): Promise<string> {
  const stored = await blobs.put({ bytes }, roomy);
  if (!stored.ok) throw new Error(stored.error);
  return stored.value.sha256;
}

async function contentOf(sha256: string): Promise<string> {
  const found = await blobs.read(sha256);
  return found.kind === 'found' ? Buffer.from(found.content).toString() : found.kind;
}

function flipBit(path: string, bit: number): void {
  const bytes = readFileSync(path);
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  writeFileSync(path, bytes);
}

describe('what is put', () => {
  test('is read as it was, whole and by ranges, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), fc.nat(), async (bytes, at) => {
        const sha256 = await putAll(bytes);
        expect(sha256).toBe(hashOf(bytes));
        expect(await blobs.read(sha256)).toEqual({ kind: 'found', content: Buffer.from(bytes) });
        const opened = await blobs.open(sha256);
        if (opened.kind !== 'found') throw new Error(opened.kind);
        expect(opened.bytes).toBe(bytes.length);
        expect(await buffer(opened.stream())).toEqual(Buffer.from(bytes));
        if (bytes.length === 0) return;
        const start = at % bytes.length;
        const end = Math.min(start + 99, bytes.length - 1);
        expect(await buffer(opened.stream({ start, end }))).toEqual(Buffer.from(bytes.slice(start, end + 1)));
      }),
      { numRuns: 60 },
    );
    expect(namesIn(inFolder('blobs', 'unfinished'))).toEqual([]);
  });

  test('lies under its hash, closed to others', async () => {
    const sha256 = await putAll(Buffer.from('an image'));
    expect(readFileSync(fileOf(sha256), 'utf8')).toBe('an image');
    if (process.platform === 'win32') return;
    expect(statSync(fileOf(sha256)).mode & 0o777).toBe(0o600);
    for (const path of [inFolder('blobs'), inFolder('blobs', sha256.slice(0, 2))]) {
      expect(statSync(path).mode & 0o777).toBe(0o700);
    }
  });

  test('may be a file of many pieces, and may change while it is stored', async () => {
    const bytes = Buffer.alloc(3_000_001, 'abcdefg');
    const sha256 = hashOf(bytes);
    writeFileSync(inFolder('chosen'), bytes);
    expect(await blobs.put({ path: inFolder('chosen') }, roomy)).toEqual({
      ok: true,
      value: { sha256, bytes: bytes.length },
    });
    const putting = blobs.put({ bytes }, roomy);
    bytes.fill(0);
    const stored = await putting;
    if (!stored.ok) throw new Error(stored.error);
    expect((await blobs.read(stored.value.sha256)).kind).toBe('found');
    expect((await blobs.read(sha256)).kind).toBe('found');
  });

  test('is stored once, however many put it at the same time', async () => {
    const bytes = Buffer.alloc(700_000, 'the same');
    const hashes = await Promise.all(Array.from({ length: 20 }, () => putAll(bytes)));
    expect(new Set(hashes)).toEqual(new Set([hashOf(bytes)]));
    expect(namesIn(inFolder('blobs', hashOf(bytes).slice(0, 2)))).toEqual([hashOf(bytes)]);
    expect(namesIn(inFolder('blobs', 'unfinished'))).toEqual([]);
    expect(namesIn(inFolder('quarantine'))).toEqual([]);
  });
});

describe('what cannot be stored', () => {
  const put = async (source: Parameters<BlobStore['put']>[0], maxBytes = 1000): Promise<string> => {
    const stored = await blobs.put(source, { maxBytes });
    return stored.ok ? 'stored' : stored.error;
  };

  test('is refused with what is wrong, and leaves nothing', async () => {
    writeFileSync(inFolder('large'), Buffer.alloc(1001));
    writeFileSync(inFolder('sparse'), '');
    truncateSync(inFolder('sparse'), 20 * 1024 ** 3);
    mkdirSync(inFolder('folder'));
    expect(await put({ bytes: Buffer.alloc(1000) })).toBe('stored');
    expect(await put({ bytes: Buffer.alloc(1001) })).toBe('too-large');
    expect(await put({ path: inFolder('large') })).toBe('too-large');
    expect(await put({ path: inFolder('sparse') })).toBe('too-large');
    expect(await put({ path: inFolder('folder') })).toBe('not-a-file');
    expect(await put({ path: inFolder('nothing') })).toBe('not-found');
    expect(await put({ path: inFolder('large', 'below') })).toBe('not-found');
    expect(await put({ path: 'a\0b' })).toBe('not-readable');
    expect(namesIn(inFolder('blobs', 'unfinished'))).toEqual([]);
    expect(namesIn(inFolder('blobs'))).toHaveLength(2);
  });

  test.runIf(process.platform !== 'win32')(
    'a pipe without a writer and a device hold nothing up',
    async () => {
      execFileSync('mkfifo', [inFolder('pipe')]);
      expect(await put({ path: inFolder('pipe') })).toBe('not-a-file');
      expect(await put({ path: '/dev/zero' })).toBe('not-a-file');
    },
  );

  test('because the folder cannot be written to rejects, and what is there is still read', async () => {
    const sha256 = await putAll(Buffer.from('kept'));
    blobs = openBlobs(false);
    await expect(blobs.put({ bytes: Buffer.from('new') }, roomy)).rejects.toMatchObject({
      data: { code: 'storage.read-only' },
    });
    await expect(blobs.collect([], 0)).rejects.toMatchObject({ data: { code: 'storage.read-only' } });
    expect(await contentOf(sha256)).toBe('kept');
  });

  test('because a file is in the way of the folder rejects as a failure of the storage', async () => {
    writeFileSync(inFolder('blobs'), '');
    for (const failing of [blobs.put({ bytes: Buffer.from('new') }, roomy), blobs.read('0'.repeat(64))]) {
      await expect(failing).rejects.toMatchObject({ data: { code: 'storage.failed' } });
    }
  });
});

describe('a name that is no hash', () => {
  const hostile = ['', '..', '../parley.db', `../${'a'.repeat(61)}`, 'A'.repeat(64), `${'a'.repeat(64)}\0`];

  test('is missing, and no path', async () => {
    writeFileSync(inFolder('parley.db'), 'the database');
    const names = fc.oneof(
      fc.constantFrom(...hostile),
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^(\.\.?\/|[0-9a-f]){0,64}$/).filter((name) => !/^[0-9a-f]{64}$/.test(name)),
    );
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        expect(await blobs.read(name)).toEqual({ kind: 'missing' });
        expect(await blobs.open(name)).toEqual({ kind: 'missing' });
      }),
      { numRuns: 300 },
    );
    expect(namesIn(folder.path)).toEqual(['parley.db']);
  });

  test('is nobody to collect', async () => {
    await putAll(Buffer.from('x'));
    writeFileSync(inFolder('blobs', 'notes.txt'), 'mine');
    mkdirSync(inFolder('blobs', 'ab'), { recursive: true });
    writeFileSync(inFolder('blobs', 'ab', 'c'.repeat(64)), 'not in its folder');
    clock.advance(dayMs);
    expect(await blobs.collect([], 0)).toEqual({ removed: 1, bytes: 1 });
    expect(existsSync(inFolder('blobs', 'notes.txt'))).toBe(true);
    expect(existsSync(inFolder('blobs', 'ab', 'c'.repeat(64)))).toBe(true);
  });
});

describe('a file that the disk has changed', () => {
  const original = Buffer.from('what was stored');

  test('is noticed for every bit, set aside with its bytes, and then missing', async () => {
    for (let bit = 0; bit < original.length * 8; bit += 1) {
      const sha256 = await putAll(original);
      flipBit(fileOf(sha256), bit);
      const changed = readFileSync(fileOf(sha256));
      expect(await (bit % 2 === 0 ? blobs.read(sha256) : blobs.open(sha256))).toEqual({ kind: 'damaged' });
      expect(await contentOf(sha256)).toBe('missing');
      const [name = ''] = namesIn(inFolder('quarantine', 'blobs'));
      expect(readFileSync(inFolder('quarantine', 'blobs', name))).toEqual(changed);
      rmSync(inFolder('quarantine', 'blobs', name));
    }
  });

  test('is replaced when it is put again, and the damaged one is kept', async () => {
    const sha256 = await putAll(original);
    truncateSync(fileOf(sha256), 3);
    await Promise.all([putAll(original), putAll(original), contentOf(sha256)]);
    expect(await contentOf(sha256)).toBe('what was stored');
    expect(namesIn(inFolder('quarantine', 'blobs'))).toHaveLength(1);
  });

  test('may be a link or a folder: it is not followed', async () => {
    const sha256 = hashOf(original);
    mkdirSync(inFolder('blobs', sha256.slice(0, 2)), { recursive: true });
    writeFileSync(inFolder('elsewhere'), original);
    symlinkSync(inFolder('elsewhere'), fileOf(sha256));
    expect(await contentOf(sha256)).toBe('damaged');
    mkdirSync(fileOf(sha256));
    expect(await contentOf(sha256)).toBe('damaged');
    expect(namesIn(inFolder('quarantine', 'blobs'))).toHaveLength(2);
  });

  test('stays where it is while nothing may be written', async () => {
    const sha256 = await putAll(original);
    flipBit(fileOf(sha256), 5);
    blobs = openBlobs(false);
    expect(await contentOf(sha256)).toBe('damaged');
    expect(existsSync(fileOf(sha256))).toBe(true);
    expect(existsSync(inFolder('quarantine'))).toBe(false);
  });
});

test('what a killed process had begun is gone at the next start, and what it had finished is not', async () => {
  const sha256 = await putAll(Buffer.from('finished'));
  writeFileSync(inFolder('blobs', 'unfinished', 'half-a-file'), 'fini');
  openBlobs(false);
  expect(namesIn(inFolder('blobs', 'unfinished'))).toEqual(['half-a-file']);
  blobs = openBlobs();
  expect(namesIn(inFolder('blobs', 'unfinished'))).toEqual([]);
  expect(await contentOf(sha256)).toBe('finished');
});

describe('collecting', () => {
  test('removes what is old and not needed, and nothing else', async () => {
    const [needed, old] = [await putAll(Buffer.from('needed')), await putAll(Buffer.from('old one'))];
    const again = await putAll(Buffer.from('put again'));
    clock.advance(dayMs);
    const young = await putAll(Buffer.from('young'));
    await putAll(Buffer.from('put again'));
    clock.advance(1);
    expect(await blobs.collect([needed], dayMs)).toEqual({ removed: 1, bytes: 7 });
    expect(await Promise.all([needed, old, again, young].map(contentOf))).toEqual([
      'needed',
      'missing',
      'put again',
      'young',
    ]);
  });

  test('never takes away what is being put', async () => {
    const bytes = Buffer.alloc(300_000, 'again and again');
    for (let round = 0; round < 20; round += 1) {
      await putAll(bytes);
      clock.advance(2 * dayMs);
      const [sha256] = await Promise.all([putAll(bytes), blobs.collect([], dayMs)]);
      expect((await blobs.read(sha256)).kind).toBe('found');
    }
  });

  test('an empty data folder collects nothing', async () => {
    expect(await blobs.collect([], 0)).toEqual({ removed: 0, bytes: 0 });
  });
});
