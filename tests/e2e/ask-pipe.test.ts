import SqliteDatabase from 'better-sqlite3';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cleanEnvironment, electronPath, newDataFolder, sandboxParameters } from '../harness/electron-app';
import { exported, turn } from '../fixtures/chatgpt-export';
import { allVendors } from './open-parley';
import { Vendor } from './vendor';

const projectFolder = resolve(import.meta.dirname, '../..');
let vendor: Vendor;
let folder: string;

beforeEach(async () => {
  vendor = await Vendor.start();
  folder = newDataFolder();
});
afterEach(async () => {
  await vendor.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A shell's pipeline: the app's exit code and whatever the app says go to standard error. */
function run(reader: string, ...parameters: readonly string[]) {
  const app = [electronPath(), ...sandboxParameters(), projectFolder, `--user-data-dir=${folder}`];
  const child = spawn(
    'bash',
    ['-c', `{ "$@"; echo "[code $?]" >&2; } ${reader}`, 'bash', ...app, ...parameters],
    { env: cleanEnvironment(allVendors(vendor)), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const said = { out: '', error: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.error += chunk.toString()));
  return { said, closed: once(child, 'close') };
}

const ask = (reader: string) => run(reader, '--ask', 'Tell me more', '--model', 'workshop/any');

/** Without what Chromium says of a machine that has no bus and no graphics card. */
const withoutChromium = (text: string): string => text.replace(/^\[\d+:\d+\/[^\n]*\n/gm, '');

/** The answers as another program finds them in the database. */
function storedAnswers(): unknown[] {
  const file = new SqliteDatabase(join(folder, 'parley.db'), { readonly: true });
  try {
    return file
      .prepare(
        `SELECT status, (SELECT group_concat(json_extract(payload, '$.text'), '') FROM part WHERE part.message_id = message.id) AS text
         FROM message WHERE role = 'assistant'`,
      )
      .all();
  } finally {
    file.close();
  }
}

// Catches: a crash report and 3 s of waiting for `… | head -1`, a request that goes on, a row that stays `streaming`.
test('a reader that leaves ends the question quietly, and what came is stored as stopped', async () => {
  vendor.next({ pieces: ['First line\n', 'Second line\n', 'Third line\n'], holdAfter: [1, 2] });
  const { said, closed } = ask('| { head -1; echo "[reader left]" >&2; }');
  await expect.poll(() => said.error, { timeout: 15_000 }).toContain('[reader left]');
  const leftAt = performance.now();
  vendor.release();
  await closed;
  expect(performance.now() - leftAt, 'ms from the next piece to the end').toBeLessThan(3_000);
  expect(said.out).toBe('First line\n');
  expect(withoutChromium(said.error)).toBe('[reader left]\n[code 1]\n');
  expect(vendor.received[0]?.isClosed).toBe(true);
  expect(storedAnswers()).toEqual([{ status: 'stopped', text: 'First line\nSecond line\n' }]);
});

test('a disk that takes no output is told in a sentence', async () => {
  vendor.next({ pieces: ['First line\n', 'Second line\n'], holdAfter: 1 });
  const { said, closed } = ask('> /dev/full');
  await closed;
  expect(said.out).toBe('');
  expect(withoutChromium(said.error)).toBe('Standard output cannot be written to (ENOSPC).\n[code 1]\n');
  expect(storedAnswers()).toEqual([{ status: 'stopped', text: 'First line\n' }]);
});

// Catches: models that are asked for over the network, a line that is no JSON, a list without its end.
test('models are printed for another program, and nobody is asked', async () => {
  const before = vendor.received.length;
  const { said, closed } = run('', '--models', '--json');
  await closed;
  const lines = said.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(withoutChromium(said.error)).toBe('[code 0]\n');
  expect(lines.map(({ ref }) => ref)).toContain('guide/guide');
  expect(lines.at(-1)).toEqual({ type: 'end', error: null });
  expect(vendor.received.length).toBe(before);
});

test('an export is looked at and brought in from a terminal, and a second time nothing is new', async () => {
  const path = join(folder, 'conversations.json');
  const list = [
    exported('55555555-dddd', 'Reeds', turn('one', 'What is a reed?', 'A tall grass.')),
    { title: 'Broken' },
  ];
  writeFileSync(path, JSON.stringify(list));
  const end = async (...parameters: readonly string[]): Promise<unknown> => {
    const { said, closed } = run('', '--import', path, '--json', ...parameters);
    await closed;
    expect(withoutChromium(said.error)).toContain('[code 0]');
    return JSON.parse(said.out.trim().split('\n').at(-1) ?? '');
  };
  const counts = { type: 'end', error: null, found: 2, failed: 1 };
  const items = [
    { status: 'new', title: 'Reeds' },
    { status: 'failed', title: 'Broken' },
  ];
  expect(await end('--dry-run')).toMatchObject({ ...counts, added: 1, existing: 0, items });
  expect(storedAnswers()).toEqual([]);
  expect(await end()).toMatchObject({ ...counts, added: 1, existing: 0 });
  expect(await end()).toMatchObject({ ...counts, added: 0, existing: 1 });
  expect(storedAnswers()).toEqual([{ status: 'complete', text: 'A tall grass.' }]);
});

test('--help names every verb, and --version the version, without touching the data folder', async () => {
  const { said, closed } = run('| cat', '--help');
  await closed;
  const verbs = [
    'ask',
    'search',
    'models',
    'health',
    'usage',
    'import',
    'export',
    'backup',
    'restore',
    'erase',
  ];
  for (const verb of [...verbs, 'review']) expect(said.out).toContain(`--${verb}`);
  expect(withoutChromium(said.error)).toBe('[code 0]\n');
  const version = run('', '--version');
  await version.closed;
  expect(version.said.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(existsSync(join(folder, 'parley.db'))).toBe(false);
});

test('what is refused before it begins ends the protocol too', async () => {
  const { said, closed } = run('', '--models', '--limit', '5', '--json');
  await closed;
  expect(withoutChromium(said.error)).toContain('does not take --limit');
  expect(said.error).toContain('[code 1]');
  expect(JSON.parse(said.out)).toMatchObject({ type: 'end', error: { code: 'invalid-request' } });
  expect(existsSync(join(folder, 'parley.db'))).toBe(false);
});
