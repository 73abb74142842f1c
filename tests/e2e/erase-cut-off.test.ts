import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';
import { exported, turn } from '../fixtures/chatgpt-export';
import { quiet } from '../harness/backup';
import { addTurn, migrationsFolder, openTestStore, temporaryFolder } from '../harness/database';
import { cleanEnvironment, electronPath, startParameters } from '../harness/electron-app';
import { findBytes } from '../harness/find-bytes';
import { canTrace, whyNoTrace } from '../reliability/trace-process';
import type { EraseOrders } from '../storage/erase-once';
import { momentOf, runErasure, type ErasureRun } from '../storage/kill-erasure';
import { kept, planted, plantedWords, plantIn } from '../storage/planted-folder';
import { allVendors, openParley } from './open-parley';
import { Vendor } from './vendor';

if (!canTrace) process.stderr.write(`${whyNoTrace}\n`);

/** What a terminal starts Parley for; `out` is a place that nothing is in yet. */
const verbs: readonly (readonly [string, (out: string) => readonly string[]])[] = [
  ['--export', (out) => ['--export', out, '--format', 'json']],
  ['--backup', (out) => ['--backup', out]],
  ['--ask', () => ['--ask', 'Tell me more', '--model', 'workshop/any']],
  ['--search', () => ['--search', 'answer', '--json']],
  ['--import', () => ['--import', join(root.path, 'conversations.json')]],
  ['--restore', () => ['--restore', join(root.path, 'other.parley-backup')]],
  ['--usage', () => ['--usage', '--json']],
  ['--models', () => ['--models', '--json']],
  ['--health', () => ['--health', '--json']],
  ['--erase', () => ['--erase', 'everything']],
];

const root = temporaryFolder();
let vendor: Vendor;
let eraseOnce = '';
let laid: Pick<EraseOrders, 'conversationId' | 'personaId' | 'migrationsFolder'>;

beforeAll(async () => {
  vendor = await Vendor.start();
  eraseOnce = fileURLToPath(await bundleForNode('tests/storage/erase-once.ts', 'erase-once'));
  const { store, conversationId, personaId } = await plantIn(join(root.path, 'template'));
  store.close();
  laid = { conversationId, personaId, migrationsFolder };
  const imported = exported('55555555-eeee', 'Comets', turn('one', 'What is a comet?', 'Ice and dust.'));
  writeFileSync(join(root.path, 'conversations.json'), JSON.stringify([imported]));
  const other = openTestStore(join(root.path, 'other'));
  addTurn(other.store, 'of another computer', 'answer of another computer');
  await other.store.backups.write({ file: join(root.path, 'other.parley-backup'), passphrase: null }, quiet);
  other.store.close();
});
afterAll(async () => {
  await vendor.stop();
  rmSync(root.path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

/** The real app, started by another program. */
async function run(folder: string, parameters: readonly string[]) {
  const child = spawn(electronPath(), [...startParameters(folder), ...parameters], {
    env: cleanEnvironment(allVendors(vendor)),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', error: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.error += chunk.toString()));
  await once(child, 'close');
  return { ...said, code: child.exitCode };
}

const copyOf = (name: string): string => {
  const folder = join(root.path, name);
  cpSync(join(root.path, 'template'), folder, { recursive: true });
  return folder;
};

/** The calls to the disk of an erasure that nobody kills, and which of them is the note that it is to be done. */
async function callsOf(what: EraseOrders['what']): Promise<ErasureRun & { readonly notedAt: number }> {
  const whole = await runErasure(eraseOnce, { ...laid, folder: copyOf(`whole-${what}`), what }, null);
  return { ...whole, notedAt: whole.names.indexOf('rename', whole.begunAt + 1) };
}

const wordsIn = (folder: string, words: readonly string[]): readonly string[] =>
  words.flatMap((word) => findBytes(folder, word).map((place) => `${word} in ${place}`));

describe.runIf(canTrace)('an erasure that a kill cut off', () => {
  // Catches: a start that exports, backs up or finds what was to be gone, and one that leaves it to the next window.
  test('is ended by whatever Parley is started for next, before it does anything else', async () => {
    const { names, notedAt } = await callsOf('conversation');
    for (const [index, [name, parametersOf]] of verbs.entries()) {
      const folder = copyOf(`rows${name}`);
      const out = join(root.path, `out${name}`);
      // Of the first two nothing but the note is written; the others are cut off later and later.
      const behind = Math.max(0, index - 1) / verbs.length;
      const at = notedAt + 1 + Math.floor((names.length - notedAt - 1) * behind);
      const { wasKilled } = await runErasure(
        eraseOnce,
        { ...laid, folder, what: 'conversation' },
        momentOf(names, at),
      );
      expect([wasKilled, existsSync(join(folder, 'erasing.json'))], name).toEqual([true, true]);
      if (index < 2) expect(findBytes(folder, `${planted}answer`), name).not.toEqual([]);
      vendor.next({ pieces: ['More of it.'] });
      const said = await run(folder, parametersOf(out));
      expect(said.code, `${name}: ${said.error}`).toBe(name === '--erase' ? 1 : 0);
      expect(said.error, name).toContain('An erasure had been cut off. It is finished now');
      expect(plantedWords.conversation.filter((word) => said.out.includes(word))).toEqual([]);
      expect(wordsIn(folder, plantedWords.conversation), name).toEqual([]);
      expect(findBytes(folder, kept), name).not.toEqual([]);
      expect(existsSync(join(folder, 'erasing.json')), name).toBe(false);
    }
    for (const written of readdirSync(root.path).filter((name) => name.startsWith('out'))) {
      const holder = join(root.path, `holder-${written}`);
      cpSync(join(root.path, written), join(holder, written), { recursive: true });
      expect(wordsIn(holder, plantedWords.conversation), written).toEqual([]);
      expect(findBytes(holder, kept), written).not.toEqual([]);
    }
    expect(readdirSync(root.path).filter((name) => name.startsWith('out'))).toEqual([
      'out--backup',
      'out--export',
    ]);
  }, 240_000);

  // Catches: an export of what was to be gone, by a start that could not end the erasure.
  test('that cannot be ended keeps a terminal from exporting or backing up anything', async () => {
    const { names, notedAt } = await callsOf('conversation');
    const folder = copyOf('held');
    const asked = { ...laid, folder, what: 'conversation' } as const;
    expect((await runErasure(eraseOnce, asked, momentOf(names, notedAt + 1))).wasKilled).toBe(true);
    // By hand, as nothing in Parley sets it now: what is on hold is not erased.
    const file = new SqliteDatabase(join(folder, 'parley.db'));
    file.prepare("INSERT INTO legal_hold VALUES ('conversation', ?, 1)").run(laid.conversationId);
    file.close();
    const out = join(root.path, 'not written');
    for (const parameters of [
      ['--export', out, '--format', 'json', '--json'],
      ['--backup', out, '--json'],
    ]) {
      const said = await run(folder, parameters);
      expect(said.code, said.error).toBe(1);
      expect(said.out).toContain('conversation.held');
      expect(said.error).toContain('An erasure is not finished');
      expect(existsSync(out)).toBe(false);
    }
  });

  // Catches: a window that shows once more what was to be gone, or says nothing of it.
  test('of which nothing was done yet is ended by the next window, which says so', async () => {
    const { names, notedAt } = await callsOf('conversation');
    const folder = copyOf('window');
    const asked = { ...laid, folder, what: 'conversation' } as const;
    expect((await runErasure(eraseOnce, asked, momentOf(names, notedAt + 1))).wasKilled).toBe(true);
    const parley = await openParley({ folder, env: allVendors(vendor) });
    const { page } = parley.window;
    await page.getByText('An erasure had been cut off. It is finished now').waitFor();
    await parley.window.conversation(kept).waitFor();
    expect(await page.getByText(planted).count()).toBe(0);
    await parley.quit();
    expect(wordsIn(folder, plantedWords.conversation)).toEqual([]);
  });

  // Catches: a folder that is emptied while its keys stay in the keychain and nothing says what was done.
  test('of everything gets its receipt from the next start, whatever that is for', async () => {
    const { names, notedAt } = await callsOf('everything');
    const folder = copyOf('everything');
    const asked = { ...laid, folder, what: 'everything' } as const;
    expect((await runErasure(eraseOnce, asked, momentOf(names, notedAt + 1))).wasKilled).toBe(true);
    const { code, error } = await run(folder, ['--usage']);
    expect(code, error).toBe(0);
    expect(wordsIn(folder, plantedWords.everything)).toEqual([]);
    const [receipt = ''] = readdirSync(folder).filter((name) => name.startsWith('erasure-receipt-'));
    expect(JSON.parse(readFileSync(join(folder, receipt), 'utf8'))).toMatchObject({ what: 'everything' });
    expect(existsSync(join(folder, 'erasing.json'))).toBe(false);
  });
});
