import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeZip, type ZipFile } from '../../../../tests/fixtures/make-zip';
import { cpuTime } from '../../../../tests/harness/cpu-time';
import { sourceLimits } from './limits';
import { openDropped, type OpenSource } from './open-dropped';

let folder = '';
let number = 0;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'parley-dropped-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileOf(bytes: Buffer | string): string {
  number += 1;
  const path = join(folder, `${number}.bin`);
  writeFileSync(path, bytes);
  return path;
}

async function textOf(source: OpenSource, path: string): Promise<string> {
  const entry = source.entries.find((each) => each.path === path);
  if (entry === undefined) throw new Error(`${path} is not there`);
  const pieces: Uint8Array[] = [];
  for await (const piece of source.open(entry)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

const good: ZipFile = { name: 'conversations.json', content: '[]' };
const link = 0o120777;
const pipe = 0o010644;
const device = 0o020644;
const huge = Buffer.alloc(20 * 1024 * 1024);

describe('an archive that is made to harm is refused before anything is unpacked', () => {
  const hostile: readonly (readonly [what: string, files: readonly ZipFile[], code: string])[] = [
    ['a way upwards', [good, { name: '../../evil.json', content: 'x' }], 'import.unsafe'],
    ['a way upwards within', [{ name: 'a/../../evil', content: 'x' }], 'import.unsafe'],
    ['an absolute path', [{ name: '/etc/passwd', content: 'x' }], 'import.unsafe'],
    ['a drive letter', [{ name: 'C:/evil.json', content: 'x' }], 'import.unsafe'],
    ['a share', [{ name: '\\\\server\\share\\evil', content: 'x' }], 'import.unsafe'],
    ['a backslash', [{ name: '..\\evil.json', content: 'x' }], 'import.unsafe'],
    ['a NUL', [{ name: 'conversations.json\0.png', content: 'x' }], 'import.unsafe'],
    ['a link', [{ name: 'passwords', content: '/etc/passwd', mode: link, method: 0 }], 'import.unsafe'],
    ['a pipe', [{ name: 'pipe', content: '', mode: pipe }], 'import.unsafe'],
    ['a device', [{ name: 'zero', content: '', mode: device }], 'import.unsafe'],
    ['a password', [{ ...good, flags: 0x801 }], 'import.encrypted'],
    ['a password of AES', [{ ...good, method: 99 }], 'import.encrypted'],
    ['a bomb', [{ name: 'zeros', content: huge }], 'import.unsafe'],
    [
      'files over each other',
      [
        good,
        { name: 'b', content: 'b', claims: { offset: 0 } },
        { name: 'c', content: 'c', claims: { offset: 5 } },
      ],
      'import.unsafe',
    ],
    [
      'more than fits',
      [{ ...good, method: 0, claims: { bytes: 65 * 2 ** 30, packedBytes: 65 * 2 ** 30 } }],
      'import.too-large',
    ],
  ];
  test.each(hostile)('%s', async (what, files, code) => {
    const isLarge = what === 'more than fits';
    const path = fileOf(makeZip(files, { isLarge }));
    await expect(openDropped(path)).rejects.toMatchObject({ data: { code } });
  });

  test('a million entries, and a number of entries that is not true', async () => {
    const many = makeZip([good], { count: 1_000_000, isLarge: true });
    await expect(openDropped(fileOf(many))).rejects.toMatchObject({ data: { code: 'import.too-large' } });
    const lying = makeZip([good], { count: 500 });
    await expect(openDropped(fileOf(lying))).rejects.toMatchObject({ data: { code: 'import.damaged' } });
  });

  test('any prefix of an archive, and any byte of it changed, is an archive or a sentence', async () => {
    const whole = makeZip([good, { name: 'folder/picture.png', content: 'not really' }]);
    const damaged = [
      ...Array.from({ length: whole.length }, (_, length) => whole.subarray(0, length)),
      ...Array.from({ length: whole.length }, (_, at) =>
        Buffer.from(whole.map((byte, i) => (i === at ? byte ^ 0xff : byte))),
      ),
    ];
    for (const bytes of damaged) {
      const path = fileOf(bytes);
      const answer: unknown = await read(path).catch((error: unknown) => error);
      if (typeof answer === 'string') continue;
      expect(answer).toMatchObject({ data: { code: expect.stringMatching(/^import\./) as string } });
    }
  });
});

async function read(path: string): Promise<string> {
  const source = await openDropped(path);
  try {
    let text = '';
    for (const entry of source.entries) text += await textOf(source, entry.path);
    return text;
  } finally {
    await source.close();
  }
}

test('an archive is read, also one with the fields for more than 4 GB, and nothing is written', async () => {
  const content = 'é'.repeat(100_000);
  const files: readonly ZipFile[] = [
    { name: 'export/', content: '', method: 0, mode: 0o040755 },
    { name: './export/conversations.json', content },
    { name: 'export/notes.txt', content: 'stored', method: 0 },
    { name: 'export/notes.txt', content: 'the second of this name' },
  ];
  const before = readdirSync(folder).length;
  for (const isLarge of [false, true]) {
    const source = await openDropped(fileOf(makeZip(files, { isLarge })));
    expect(source.entries.map(({ path }) => path)).toEqual(['export/conversations.json', 'export/notes.txt']);
    expect(await textOf(source, 'export/conversations.json')).toBe(content);
    expect(await textOf(source, 'export/notes.txt')).toBe('stored');
    const [first] = source.entries;
    if (first === undefined) throw new Error('no entry');
    expect(Buffer.from(await source.head(first, 4)).toString()).toBe('éé');
    await source.close();
  }
  expect(readdirSync(folder)).toHaveLength(before + 2);
});

test('an entry that unpacks to more than it says, or to other bytes, is damaged and the others are read', async () => {
  const zip = makeZip([
    { name: 'lies', content: 'x'.repeat(5_000), claims: { bytes: 10 } },
    { name: 'odd', content: 'packed oddly', method: 12 },
    good,
  ]);
  const source = await openDropped(fileOf(zip));
  await expect(textOf(source, 'lies')).rejects.toMatchObject({ data: { code: 'import.unsafe' } });
  await expect(textOf(source, 'odd')).rejects.toMatchObject({ data: { code: 'import.not-readable' } });
  expect(await textOf(source, 'conversations.json')).toBe('[]');
  await source.close();
});

test('a folder is read without its links, pipes and what is too deep', async () => {
  const root = mkdtempSync(join(folder, 'folder-'));
  mkdirSync(join(root, 'a/b/c'), { recursive: true });
  writeFileSync(join(root, 'a/b/conversations.json'), '[1]');
  writeFileSync(join(root, 'a/b/c/deep.json'), '[2]');
  symlinkSync('/etc/passwd', join(root, 'a/link'));
  symlinkSync('/etc', join(root, 'a/folder-link'));
  execFileSync('mkfifo', [join(root, 'a/pipe')]);
  const source = await openDropped(root, { ...sourceLimits, mostDepth: 2 });
  expect(source.entries).toMatchObject([{ path: 'a/b/conversations.json', bytes: 3 }]);
  expect(await textOf(source, 'a/b/conversations.json')).toBe('[1]');
  rmSync(join(root, 'a/b/conversations.json'));
  symlinkSync('/etc/passwd', join(root, 'a/b/conversations.json'));
  await expect(textOf(source, 'a/b/conversations.json')).rejects.toThrow('was changed');
  await expect(openDropped(root, { ...sourceLimits, mostEntries: 0 })).rejects.toThrow('more than 0 files');
});

test('a pipe, a device and what is not there are a sentence, at once', async () => {
  const path = join(folder, 'fifo');
  execFileSync('mkfifo', [path]);
  for (const place of [path, '/dev/zero', join(folder, 'nothing')]) {
    await expect(openDropped(place)).rejects.toMatchObject({ data: { code: 'import.not-readable' } });
  }
});

test('a single file is itself, whatever it is called', async () => {
  const source = await openDropped(fileOf('{"a":1}'));
  expect(source.entries).toHaveLength(1);
  expect(await read(fileOf('{"a":1}'))).toBe('{"a":1}');
  await source.close();
});

test('a backup of Parley says what brings it back', async () => {
  const backup = openDropped(fileOf('PARLEY-BACKUP\r\n\x1a and more'));
  await expect(backup).rejects.toMatchObject({
    data: { code: 'import.not-readable', message: expect.stringContaining('Restore a backup') as string },
  });
});

// Catches: an archive that makes Parley work for long before it is refused.
test('what is far too large is refused at once', async () => {
  const zeros = Buffer.alloc(48 * 1024 * 1024);
  const bombs: readonly Buffer[] = [
    makeZip([{ name: 'conversations.json', content: zeros }]),
    makeZip([good], { count: 1_000_000, isLarge: true }),
    // Each file of a bomb in layers is an archive: none of them is opened.
    makeZip([{ name: 'lib 0.zip', content: makeZip([{ name: 'zeros', content: zeros }]) }]),
  ];
  for (const bomb of bombs) {
    const path = fileOf(bomb);
    const [startedAt, before] = [cpuTime(), process.memoryUsage.rss()];
    const source = await openDropped(path).catch(() => null);
    expect((source?.entries ?? []).filter(({ bytes }) => bytes >= 1_000_000)).toEqual([]);
    await source?.close();
    expect(cpuTime() - startedAt).toBeLessThan(2_000);
    expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 1024 * 1024);
  }
});
