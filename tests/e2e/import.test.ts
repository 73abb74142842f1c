import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exported, picture, turn } from '../fixtures/chatgpt-export';
import { makeZip } from '../fixtures/make-zip';
import { tinyPng } from '../fixtures/tiny-images';
import { openParley, type OpenParley } from './open-parley';

let parley: OpenParley;

beforeEach(async () => {
  parley = await openParley();
});
afterEach(() => parley.close());

/** The system's dialog cannot be reached by a test: the person chooses `path` in it. */
const choose = (path: string): Promise<void> =>
  parley.app.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);

test('a stranger brings in an export of ChatGPT and reads and finds what was in it', async () => {
  const { page } = parley.window;
  const path = join(parley.folder, 'chatgpt-export.zip');
  const conversations = [
    exported('11111111-aaaa', 'Comets', turn('one', 'What is a comet?', 'A ball of **ice** and dust.')),
    exported('22222222-bbbb', 'A picture', turn('two', picture, 'That is a heron.')),
    { title: 'Broken', mapping: 5 },
  ];
  writeFileSync(
    path,
    makeZip([
      { name: 'conversations.json', content: JSON.stringify(conversations) },
      { name: 'file-Pic1-heron.png', content: Buffer.from(tinyPng()) },
    ]),
  );
  await choose(path);

  await page.keyboard.press('Control+K');
  await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
  await page.keyboard.type('Import conversations');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Bring in conversations' }).waitFor();
  await page.getByRole('button', { name: 'Choose file…' }).press('Enter');
  const found = page.getByRole('dialog', { name: 'Import “chatgpt-export.zip”?' });
  await found.getByText('2 conversations are new. 1 record cannot be read.').waitFor();
  await found.getByRole('button', { name: 'Import 2 conversations' }).press('Enter');
  const done = page.getByRole('dialog', { name: 'Import “chatgpt-export.zip”' });
  await done.getByText('Counted in the database: 2 conversations with 4 messages.').waitFor();
  await done.getByText('Broken').waitFor();
  await done.getByRole('button', { name: 'Done' }).press('Enter');

  await page.getByRole('searchbox', { name: 'Search' }).fill('heron');
  await page.getByText('That is a heron.').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('From ChatGPT').click();
  await parley.window.conversation(/A picture/).click();
  // Of one pixel, which its frame leaves no room for.
  const drawn = page.locator('img[src*="/media/"]');
  await expect
    .poll(() => drawn.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth))
    .toBe(1);
  expect(await page.getByText('That is a heron.').count()).toBeGreaterThan(0);
});
