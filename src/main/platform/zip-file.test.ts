import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createZipFile, type ZipFile } from './zip-file';
import { zipEnd, zipEntryHead, zipLocalHead } from './zip-records';

let folder: string;
let path: string;
let zip: ZipFile;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-zip-'));
  path = join(folder, 'a.zip');
  zip = await createZipFile(path);
  onTestFinished(async () => {
    await zip.discard();
    rmSync(folder, { recursive: true, force: true });
  });
});

// oxlint-disable-next-line typescript/require-await -- files are written from what comes in time
async function* pieces(...all: readonly (string | Uint8Array)[]): AsyncGenerator<string | Uint8Array> {
  yield* all;
}

const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();

test('another program reads what was added, small or large, packed or not', async () => {
  // Numbers that deflate cannot make small: the body has to wait beside the archive.
  const noise = Buffer.alloc(6 * 1024 * 1024);
  for (let at = 0, seed = 1; at < noise.length; at += 4) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0;
    noise.writeInt32LE(seed, at);
  }
  expect(await zip.add('a/漢字 ü.md', pieces('one ', 'two'))).toBe(7);
  expect(await zip.add('empty.txt', pieces())).toBe(0);
  expect(await zip.add('noise.bin', pieces(noise.subarray(0, 5_000_001), noise.subarray(5_000_001)))).toBe(
    noise.length,
  );
  expect(await zip.add('pages.html', pieces(...Array.from({ length: 9000 }, () => 'the same line\n')))).toBe(
    126_000,
  );
  expect(await zip.add('picture.png', pieces(noise.subarray(0, 100_000)))).toBe(100_000);
  const size = await zip.end();
  const bytes = readFileSync(path);
  expect(size).toBe(bytes.length);
  const files = unzipSync(bytes);
  expect(Object.keys(files)).toEqual(['a/漢字 ü.md', 'empty.txt', 'noise.bin', 'pages.html', 'picture.png']);
  expect(text(files['a/漢字 ü.md'])).toBe('one two');
  expect(noise.equals(files['noise.bin'] ?? Buffer.alloc(0))).toBe(true);
  expect(text(files['pages.html'])).toBe('the same line\n'.repeat(9000));
  expect(noise.subarray(0, 100_000).equals(files['picture.png'] ?? Buffer.alloc(0))).toBe(true);
  expect(readdirSync(folder)).toEqual(['a.zip']);
});

test('a file may be added while another one is written, as a picture is in the middle of its page', async () => {
  const page = async function* () {
    yield 'x'.repeat(200_000);
    await zip.add('picture.png', pieces('picture'));
    yield 'end';
  };
  await zip.add('page.md', page());
  await zip.end();
  const files = unzipSync(readFileSync(path));
  expect(text(files['picture.png'])).toBe('picture');
  expect(text(files['page.md'])).toBe(`${'x'.repeat(200_000)}end`);
});

test('more files than the short form counts are all there', () => {
  const entries = Array.from({ length: 66_000 }, (_, index) => {
    const entry = {
      name: `${index}.png`,
      at: new Date(),
      isStored: true,
      bytes: 0,
      packedBytes: 0,
      crc32: 0,
    };
    return { ...entry, head: zipLocalHead(entry) };
  });
  let offset = 0;
  const directory = entries.map(({ head, ...entry }) => {
    offset += head.length;
    return zipEntryHead({ ...entry, offset: offset - head.length });
  });
  const bytes = directory.reduce((sum, { length }) => sum + length, 0);
  const end = zipEnd({ count: entries.length, bytes, offset });
  const names = Object.keys(
    unzipSync(Buffer.concat([...entries.map(({ head }) => head), ...directory, end])),
  );
  expect(names).toHaveLength(66_000);
  expect(names.at(-1)).toBe('65999.png');
});

test('nothing is left when what is added fails', async () => {
  const broken = async function* () {
    yield Buffer.alloc(5_000_000, 1);
    await Promise.reject(new Error('the disk of the source'));
  };
  await expect(zip.add('a.png', broken())).rejects.toThrow('the disk of the source');
  await zip.discard();
  expect(readdirSync(folder)).toEqual([]);
});
