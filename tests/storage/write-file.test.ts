import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeFileSafely } from '#main/platform/write-file-safely';
import { temporaryFolder } from '../harness/database';

async function* chunks(...texts: readonly string[]): AsyncGenerator<string, void, undefined> {
  for (const text of texts) yield await Promise.resolve(text);
}

async function* failing(): AsyncGenerator<string, void, undefined> {
  yield await Promise.resolve('half');
  throw new Error('the database went away');
}

it('takes the place of an earlier file when it is whole', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'a.md');
  writeFileSync(path, 'earlier');
  await writeFileSafely(path, chunks('one ', 'twö'));
  expect(readFileSync(path, 'utf8')).toBe('one twö');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder.path)).toEqual(['a.md']);
});

it('leaves the earlier file and no rest when it cannot be finished', async () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'a.md');
  writeFileSync(path, 'earlier');
  await expect(writeFileSafely(path, failing())).rejects.toThrow('the database went away');
  expect(readFileSync(path, 'utf8')).toBe('earlier');
  expect(readdirSync(folder.path)).toEqual(['a.md']);
});

it('does not follow a link to a file elsewhere', async () => {
  using folder = temporaryFolder();
  const elsewhere = join(folder.path, 'elsewhere');
  writeFileSync(elsewhere, 'kept');
  symlinkSync(elsewhere, join(folder.path, 'a.md'));
  await writeFileSafely(join(folder.path, 'a.md'), chunks('new'));
  expect(readFileSync(elsewhere, 'utf8')).toBe('kept');
});

it('says why there is no file', async () => {
  using folder = temporaryFolder();
  await expect(writeFileSafely(join(folder.path, 'gone', 'a.md'), chunks('x'))).rejects.toMatchObject({
    data: { code: 'export.not-written', message: 'The folder is not there any more. Choose another one.' },
  });
  mkdirSync(join(folder.path, 'b.md'));
  await expect(writeFileSafely(join(folder.path, 'b.md'), chunks('x'))).rejects.toMatchObject({
    data: { message: 'There is a folder of this name. Choose another name.' },
  });
  expect(readdirSync(folder.path)).toEqual(['b.md']);
});
