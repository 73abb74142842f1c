import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
import { watchPrinting } from './printed';

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
  const starred = addTurn(store, 'What is a moraine?', 'Rubble that a glacier left.');
  store.tree.setStarred(starred.conversationId, starred.answerId, true);
  store.close();
}

const reviewFolders = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('parley-review-'));

/** As a review of a process that is gone leaves it. */
const killed = join(tmpdir(), 'parley-review-4194303-killed');

/** A picture for whoever looks at the change; none where nobody asked for one. */
async function look(name: string): Promise<void> {
  const place = process.env['PARLEY_SHOTS'];
  if (place !== undefined) await page.screenshot({ path: join(place, `review-${name}.png`) });
}

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

test('nothing of it reaches a network, whatever asks for one', async () => {
  const server = createServer((_request, answer) => answer.end('reached'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  let reached = 0;
  server.on('connection', () => (reached += 1));
  const told = await app.app.evaluate(async ({ net, session }, address) => {
    const failed = async (ask: () => Promise<unknown>): Promise<boolean> => {
      try {
        await ask();
        return false;
      } catch {
        return true;
      }
    };
    return {
      node: await failed(() => fetch(address)),
      chromium: await failed(() => net.fetch(address)),
      page: await failed(() => session.fromPartition('review').fetch(address)),
    };
  }, `http://127.0.0.1:${port}/`);
  server.close();
  expect(told).toEqual({ node: true, chromium: true, page: true });
  expect(reached).toBe(0);
});

test('the history shows what was written, by day and as figures', async () => {
  await page.keyboard.press('Control+Shift+H');
  const history = page.getByRole('main', { name: 'History' });
  await history.getByRole('button', { name: /What is a moraine/ }).waitFor();
  await look('timeline');
  await page.keyboard.press('ArrowRight');
  const messages = history.getByRole('region', { name: 'Messages' });
  await messages.getByRole('img', { name: /Messages; the most in .*Yours 3 · Replies 3/ }).waitFor();
  await look('statistics');
  await messages.getByRole('button', { name: 'Messages as a table' }).click();
  await messages.getByRole('table').waitFor();
  await page.getByRole('tab', { name: 'Starred' }).click();
  await history.getByText('Rubble that a glacier left.').waitFor();
  await look('starred');
  await page.getByRole('tab', { name: 'On this day' }).click();
  await history.getByText('Nothing on this day').waitFor();
  await page.getByRole('tab', { name: 'Starred' }).click();
  await history.getByRole('button', { name: /Rubble/ }).click();
  await page.getByRole('log').getByText('Rubble that a glacier left.').waitFor();
});

test('a conversation is read as a text, and printed', async () => {
  await page.keyboard.press('Control+Shift+R');
  const reading = page.getByRole('main', { name: 'Reading' });
  await reading.getByText('Rubble that a glacier left.').waitFor();
  await look('reading');
  const size = await watchPrinting(app.app);
  await reading.getByRole('button', { name: 'Print…' }).click();
  await expect.poll(size, { timeout: 10_000 }).toBeGreaterThan(5_000);
  await page.keyboard.press('Escape');
  await page.getByRole('log').waitFor();
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
