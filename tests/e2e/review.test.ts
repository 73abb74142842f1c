import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import {
  addTurn,
  endOf,
  newAttemptId,
  newMessageId,
  openTestStore,
  someModel,
  text,
} from '../harness/database';
import { launchApp, newDataFolder, type RunningApp } from '../harness/electron-app';
import { folderHashes } from '../harness/folder-hashes';

/** A history with two versions of one question, as a Parley that has ended leaves it. */
function fill(folder: string): void {
  const { store } = openTestStore(folder);
  const first = addTurn(store, 'Where do swifts sleep?', 'In the **air**.');
  const [messageId, answerId] = [newMessageId(), newMessageId()];
  const { conversationId } = first;
  const question = { text: 'Where do swifts eat?', files: [], edited: first.messageId };
  store.turns.openTurn({ kind: 'edit', conversationId, messageId, answerId, ...question });
  const id = newAttemptId();
  store.turns.openAttempt({ id, answerId, model: someModel, modelName: 'GPT Test', startedAt: 2 });
  store.turns.settle(answerId, 'complete', null, [text('On the wing.')], endOf(id));
  addTurn(store, 'What is a moraine?', 'Rubble that a glacier left.');
  store.close();
}

const reviewFolders = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('parley-review-'));

/** As a review of a process that is gone leaves it. */
const killed = join(tmpdir(), 'parley-review-4194303-killed');

let folder: string;
let before: Record<string, string>;
let app: RunningApp;
let page: Page;

beforeAll(async () => {
  folder = newDataFolder();
  fill(folder);
  before = folderHashes(folder);
  mkdirSync(killed, { recursive: true });
  // No session bus: a keychain that was asked for would not be there.
  app = await launchApp({ dataFolder: folder, parameters: ['--review'] });
  ({ page } = app);
});

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the window says that it reviews, and what; nothing in it writes', async () => {
  await page.getByRole('note', { name: 'Review' }).waitFor();
  const banner = await page.getByRole('note', { name: 'Review' }).textContent();
  expect(banner).toContain('read only, no network, keys locked');
  expect(banner).toContain('your history');
  expect(existsSync(killed), 'what a killed review left is removed').toBe(false);
  await page.getByRole('link', { name: 'Where do swifts' }).click();
  await page.getByRole('log').getByText('On the wing.').waitFor();
  expect(await page.title()).toContain('Review: Your history');
  expect(await page.getByRole('textbox', { name: 'Message' }).count()).toBe(0);
  for (const name of ['New conversation', 'Regenerate', 'Edit message', 'Star', 'New folder'])
    expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0);
});

test('versions are stepped through and compared', async () => {
  const log = page.getByRole('log');
  await log.getByRole('button', { name: 'Previous version' }).first().click();
  await log.getByText('In the air.').waitFor();
  await log.getByRole('button', { name: 'More actions' }).first().click();
  await page.getByRole('menuitem', { name: 'Compare versions…' }).click();
  await page.getByRole('dialog').getByText('eat').first().waitFor();
  await page.keyboard.press('Escape');
});

test('search finds, and the outline shows every branch', async () => {
  await page.getByRole('searchbox', { name: 'Search' }).fill('moraine');
  await page
    .getByRole('link', { name: /moraine/ })
    .first()
    .waitFor();
  await page.getByRole('searchbox', { name: 'Search' }).fill('');
  await page.getByRole('button', { name: 'Outline' }).click();
  await page.getByRole('complementary', { name: 'Outline' }).getByText('Branches').waitFor();
});

test('afterwards not a byte of the history has changed, and no word of it is anywhere else', async () => {
  const [mine] = reviewFolders();
  expect(statSync(join(tmpdir(), mine ?? '')).mode & 0o777).toBe(0o700);
  await app.close();
  expect(folderHashes(folder)).toEqual(before);
  // Chromium may write into its profile when it ends; the next start removes it.
  for (const name of reviewFolders()) {
    expect(readdirSync(join(tmpdir(), name))).toEqual(['profile']);
    expect(holds(join(tmpdir(), name), 'swifts')).toBe(false);
  }
});

/** Whether the word is in one of the files below a folder. */
function holds(place: string, word: string): boolean {
  const names = readdirSync(place, { recursive: true, encoding: 'utf8' });
  const files = names.map((name) => join(place, name)).filter((path) => statSync(path).isFile());
  return files.some((path) => readFileSync(path).includes(word));
}
