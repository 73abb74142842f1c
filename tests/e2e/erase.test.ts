import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { cleanEnvironment, electronPath, newDataFolder, sandboxParameters } from '../harness/electron-app';
import { findBytes } from '../harness/find-bytes';
import { allVendors, openParley, type OpenParley } from './open-parley';
import { Vendor } from './vendor';

/** A word that is nowhere else. */
const planted = 'Quagmirex';
const kept = 'Zephyrol';

let vendor: Vendor;
let folder: string;
const start = (): Promise<OpenParley> =>
  openParley({ folder, env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'openai/gpt-6-sol' } });

beforeEach(async () => {
  vendor = await Vendor.start();
  folder = newDataFolder();
});
afterEach(async () => {
  await vendor.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

async function talk({ window }: OpenParley, word: string): Promise<void> {
  await window.button('New conversation').click();
  vendor.next({ pieces: [`The **${word}** reply,`, ' in pieces.'], thinking: `Thinking of ${word}` });
  vendor.nextTitle(`${word} title`);
  await window.ask(`What is ${word}?`);
  await window.answer('complete', `${word} reply`).waitFor();
  await window.conversation(`${word} title`).waitFor();
}

// Catches: a trace that only a window leaves: in its caches, its storage, what it restores.
test('an erased conversation is nowhere under the data folder of the real app, its caches included', async () => {
  let parley = await start();
  await talk(parley, kept);
  await talk(parley, planted);
  // A snapshot is taken when it ends.
  await parley.quit();
  expect(findBytes(folder, planted).join('\n')).toContain('snapshots');
  parley = await start();
  const { window } = parley;
  const { page } = window;
  await page.getByRole('searchbox', { name: 'Search' }).fill(planted);
  await page.getByText(`${planted} reply`).first().waitFor();
  await page.getByRole('searchbox', { name: 'Search' }).fill('');
  await window.conversation(`${planted} title`).click();
  await window.answer('complete', `${planted} reply`).waitFor();
  await window.composer.fill(`${planted} draft`);
  await window.conversation(`${kept} title`).click();
  await window.answer('complete', `${kept} reply`).waitFor();

  await window.conversation(`${planted} title`).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Erase for good…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Erase for good?' });
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await dialog.getByText('2 messages and 0 files were erased.').waitFor();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await window.conversation(`${planted} title`).waitFor({ state: 'hidden' });
  await parley.quit();
  expect(findBytes(folder, planted)).toEqual([]);
  expect(findBytes(folder, kept)).not.toEqual([]);
});

test('everything is erased from a terminal: a receipt with hashes, and no word under the folder', async () => {
  const parley = await start();
  await talk(parley, planted);
  await parley.quit();
  const before = readdirSync(folder);
  const app = [...sandboxParameters(), resolve(import.meta.dirname, '../..'), `--user-data-dir=${folder}`];
  const child = spawn(electronPath(), [...app, '--erase', 'everything', '--yes', '--json'], {
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let said = '';
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
  await once(child, 'close');
  expect(child.exitCode).toBe(0);
  const end = z
    .object({ type: z.literal('end'), error: z.null(), receipt: z.string() })
    .parse(JSON.parse(said.trim()));
  const receipt = z
    .object({
      counts: z.object({ conversations: z.number(), messages: z.number(), emptiedFiles: z.number() }),
      files: z.array(z.object({ path: z.string(), sha256: z.string().nullable() })),
    })
    .parse(JSON.parse(readFileSync(end.receipt, 'utf8')));
  expect(receipt.counts).toMatchObject({ conversations: 1, messages: 2 });
  expect(receipt.files.map(({ path }) => path)).toContain('parley.db');
  expect(before).toContain('parley.db');
  expect(existsSync(join(folder, 'erasing.json'))).toBe(false);
  expect(findBytes(folder, planted)).toEqual([]);
});
