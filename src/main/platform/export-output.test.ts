import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { unzipSync } from 'fflate';
import { openExportOutput } from './export-output';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-output-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const open = openExportOutput(async ({ from, to }) => {
  writeFileSync(to, `printed ${readFileSync(from, 'utf8')}`);
  await Promise.resolve();
});
const kept = () => open({ kind: 'folder', path: join(folder, 'out'), isKept: true });
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

// oxlint-disable-next-line typescript/require-await -- files are written from what comes in time
async function* pieces(...all: readonly string[]): AsyncGenerator<string, void, undefined> {
  yield* all;
}

test('nothing is seen before it is whole, and nothing is left when it is given up', async () => {
  const given = await open({ kind: 'folder', path: join(folder, 'new'), isKept: false });
  await given.write('pictures/a.png', pieces('a'));
  expect(readdirSync(folder).filter((name) => !name.startsWith('.'))).toEqual([]);
  await given.discard();
  expect(readdirSync(folder)).toEqual([]);
  const file = await open({ kind: 'file', path: join(folder, 'one.pdf') });
  expect(await file.print('x', 'Title', pieces('pa', 'ge'))).toBe('printed page'.length);
  await file.commit();
  expect(readdirSync(folder)).toEqual(['one.pdf']);
  expect(read('one.pdf')).toBe('printed page');
});

test('a folder of an earlier export is brought up to date; what a person put beside it stays', async () => {
  const first = await kept();
  await first.write('a.md', pieces('old'));
  await first.write('b.md', pieces('only then'));
  await first.write('pictures/1.png', pieces('1'));
  await first.commit();
  writeFileSync(join(folder, 'out', 'mine.txt'), 'mine');
  const second = await kept();
  await second.write('a.md', pieces('new'));
  await second.write('pictures/2.png', pieces('2'));
  await second.commit();
  expect(readdirSync(join(folder, 'out')).sort()).toEqual([
    '.parley-export.json',
    'a.md',
    'b.md',
    'mine.txt',
    'pictures',
  ]);
  expect(read('out/a.md')).toBe('new');
  expect(readdirSync(join(folder, 'out', 'pictures'))).toEqual(['2.png']);
});

test('what is not of an export is refused before anything is changed', async () => {
  mkdirSync(join(folder, 'out'));
  writeFileSync(join(folder, 'out', 'a.md'), 'mine');
  const output = await kept();
  await output.write('b.md', pieces('b'));
  await expect(output.write('a.md', pieces('theirs'))).rejects.toMatchObject({
    data: { code: 'export.not-written' },
  });
  await output.discard();
  expect(readdirSync(join(folder, 'out'))).toEqual(['a.md']);
  expect(read('out/a.md')).toBe('mine');
});

const inZip = (path: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(unzipSync(readFileSync(join(folder, path)))).map(([name, bytes]) => [
      name,
      Buffer.from(bytes).toString(),
    ]),
  );

test('a zip holds what the folder would, is there only when it is whole, and replaces only one of an export', async () => {
  const path = join(folder, 'out.zip');
  const zip = () => open({ kind: 'zip', path, isConfirmed: false });
  const given = await zip();
  await given.write('a.md', pieces('a'));
  await given.discard();
  expect(readdirSync(folder)).toEqual([]);
  const first = await zip();
  await first.write('a.md', pieces('old'));
  await first.commit();
  const second = await zip();
  await second.write('Größe 漢.md', pieces('n', 'ew'));
  await second.write('pictures/1.png', pieces('1'));
  expect(await second.print('p.pdf', 'Title', pieces('page'))).toBe('printed page'.length);
  await second.commit();
  expect(readdirSync(folder)).toEqual(['out.zip']);
  expect(inZip('out.zip')).toEqual({ 'Größe 漢.md': 'new', 'pictures/1.png': '1', 'p.pdf': 'printed page' });
  writeFileSync(path, 'mine');
  await expect(zip()).rejects.toMatchObject({ data: { code: 'export.not-written' } });
  expect(read('out.zip')).toBe('mine');
});
