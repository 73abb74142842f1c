import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { conversation, node, root } from '../fixtures/exports/chatgpt';
import { quiet } from '../harness/backup';
import { addTurn, openTestStore } from '../harness/database';
import { launchApp, type RunningApp } from '../harness/electron-app';
import { folderHashes } from '../harness/folder-hashes';

const tides = [
  root('r'),
  node('m1', 'r', 'user', 'When is high water?'),
  node('m2', 'm1', 'assistant', 'High water is at noon.'),
];
const archive = JSON.stringify([conversation('A tide table', tides)]);

/** So that a test does not wait for what makes guessing slow. */
const cheap = { memoryKiB: 64, passes: 1, lanes: 1 };

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-archives-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function review(...parameters: string[]): Promise<RunningApp> {
  const app = await launchApp({ parameters });
  onTestFinished(() => app.close());
  return app;
}

test('an export of another program is read without bringing it in', async () => {
  const place = newFolder();
  writeFileSync(join(place, 'conversations.json'), archive);
  const before = folderHashes(place);
  const { page } = await review(`--review=${join(place, 'conversations.json')}`);
  await page.getByRole('link', { name: 'A tide table' }).click();
  await page.getByRole('log').getByText('High water is at noon.').waitFor();
  const banner = await page.getByRole('note', { name: 'Review' }).textContent();
  expect(banner).toContain('conversations.json');
  expect(folderHashes(place)).toEqual(before);
});

test('a backup asks for its passphrase until it is right', async () => {
  const place = newFolder();
  const file = join(place, 'mine.parley-backup');
  const { store } = openTestStore(join(place, 'data'), { passphraseCost: cheap });
  addTurn(store, 'What is a moraine?', 'Rubble.');
  await store.backups.write({ file, passphrase: 'correct horse' }, quiet);
  store.close();
  const { page } = await review(`--review=${file}`);
  const field = page.getByLabel('Passphrase of the backup');
  await field.fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByText('This passphrase does not open it.').waitFor();
  await field.fill('correct horse');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'What is a moraine?' }).waitFor();
});

// Catches: a review of a damaged backup that shows what is left of it as if it were all.
test('a backup in which a bit has turned is not opened, and says so', async () => {
  const place = newFolder();
  const file = join(place, 'mine.parley-backup');
  const { store } = openTestStore(join(place, 'data'), { passphraseCost: cheap });
  addTurn(store, 'What is a moraine?', 'Rubble.');
  await store.backups.write({ file, passphrase: null }, quiet);
  store.close();
  const bytes = readFileSync(file);
  const middle = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  writeFileSync(file, bytes);
  const { page } = await review(`--review=${file}`);
  await page.getByRole('alert').getByText('damaged').waitFor();
});

test('what is no archive is said in words', async () => {
  const place = newFolder();
  writeFileSync(join(place, 'notes.txt'), 'Nothing of any program.');
  const { page } = await review(`--review=${join(place, 'notes.txt')}`);
  await page.getByRole('alert').getByText('cannot be reviewed').waitFor();
});
