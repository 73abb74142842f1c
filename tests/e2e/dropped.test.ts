import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { conversation, node } from '../fixtures/exports/chatgpt';
import { makeZip } from '../fixtures/make-zip';
import { tinyPng } from '../fixtures/tiny-images';
import { cheapCost, quiet } from '../harness/backup';
import { addTurn, openTestStore } from '../harness/database';
import { openParley, type OpenParley } from './open-parley';

let parley: OpenParley;
let devtools: CDPSession;

beforeAll(async () => {
  parley = await openParley();
  devtools = await parley.app.app.context().newCDPSession(parley.window.page);
});
afterAll(() => parley.close());

/** As the system hands over what a person drags from its file manager: the window gets files, not contents. */
async function drop(path: string): Promise<void> {
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 700, y: 300, data });
}

const exported = (title: string): string =>
  JSON.stringify([
    conversation(title, [
      node('1', null, 'user', `What is ${title}?`),
      node('2', '1', 'assistant', 'It is there.'),
    ]),
  ]);

/** The dry run of what was dropped; nothing is brought in. */
async function seesDryRun(name: string): Promise<void> {
  const { page } = parley.window;
  const dialog = page.getByRole('dialog', { name: `Import “${name}”?` });
  await dialog.getByText('1 conversation is new.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await parley.window.sidebar.getByText('From ChatGPT').count()).toBe(0);
}

test('a zip that is dropped on the window is looked at first', async () => {
  const path = join(parley.folder, 'export.zip');
  writeFileSync(path, makeZip([{ name: 'conversations.json', content: exported('a comet') }]));
  await drop(path);
  await seesDryRun('export.zip');
});

test('so is a folder that was unpacked', async () => {
  const path = join(parley.folder, 'unpacked');
  mkdirSync(path);
  writeFileSync(join(path, 'conversations.json'), exported('a tide'));
  writeFileSync(join(path, 'file-Pic1-heron.png'), tinyPng());
  await drop(path);
  await seesDryRun('unpacked');
});

test('so is a single file, whatever it is called', async () => {
  const path = join(parley.folder, 'from my old account.txt');
  writeFileSync(path, exported('a moraine'));
  await drop(path);
  await seesDryRun('from my old account.txt');
});

test('what is no export is a file for the message, and an archive of nothing known says so', async () => {
  const { page } = parley.window;
  const notes = join(parley.folder, 'notes.json');
  writeFileSync(notes, '{"milk": 2}');
  await drop(notes);
  await page.getByRole('button', { name: /^notes\.json/ }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  const archive = join(parley.folder, 'photos.zip');
  writeFileSync(archive, makeZip([{ name: 'heron.png', content: Buffer.from(tinyPng()) }]));
  await drop(archive);
  await page.getByRole('dialog').getByText('does not know this kind of export').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

// Catches: a backup that is taken for an export or a file, or that is read without its passphrase being asked for.
test('a backup opens the dialog that restores it; one that is damaged says so', async () => {
  const { page } = parley.window;
  const elsewhere = join(parley.folder, 'another computer');
  mkdirSync(elsewhere);
  const { store } = openTestStore(elsewhere, { passphraseCost: cheapCost });
  addTurn(store, 'Where is the lighthouse?', 'On the cliff.', { title: 'The lighthouse' });
  const path = join(parley.folder, 'mine.backup');
  await store.backups.write({ file: path, passphrase: 'correct horse' }, quiet);
  store.close();
  await drop(path);
  const dialog = page.getByRole('dialog', { name: 'Restore “mine.backup”' });
  await dialog.getByLabel('Passphrase').fill('correct horse');
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await dialog.getByText('1 conversation, 2 messages').waitFor();
  await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
  await dialog.getByText('1 conversation came').waitFor();
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await parley.window.conversation('The lighthouse').waitFor();

  const damaged = join(parley.folder, 'damaged.parley-backup');
  writeFileSync(damaged, 'PARLEY-BACKUP\r\n\x1a and what follows');
  await drop(damaged);
  await page.getByText('This backup is damaged').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
});
