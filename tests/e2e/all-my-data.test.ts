import { strFromU8, unzipSync } from 'fflate';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allVendors, openParley, type OpenParley } from './open-parley';
import { Vendor } from './vendor';

let vendor: Vendor;
let parley: OpenParley;
const env = (): Record<string, string> => ({
  ...allVendors(vendor),
  PARLEY_DEFAULT_MODEL: 'openai/gpt-6-sol',
});

beforeEach(async () => {
  vendor = await Vendor.start();
  parley = await openParley({ env: env() });
});
afterEach(async () => {
  await parley.close();
  await vendor.stop();
});

/** The system's dialog cannot be reached by a test: the person chooses `path` in it. */
const choosePlace = (path: string): Promise<void> =>
  parley.app.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);

test('all that is held is saved as one archive with the words of the history, and without a key', async () => {
  const { window, folder } = parley;
  const { page } = window;
  vendor.next({ pieces: ['A **grey** heron, 蒼鷺.'], thinking: 'Considering the reeds' });
  vendor.nextTitle('At the weir');
  await window.ask('What stands at the weir?');
  await window.answer('complete', 'heron').waitFor();
  await window.conversation('At the weir').waitFor();
  const path = join(folder, 'mine.zip');
  await choosePlace(path);

  await page.keyboard.press('Control+K');
  await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
  await page.keyboard.type('Save all my data');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Save all my data' });
  await dialog.getByText('The file is not encrypted.').waitFor();
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await page.getByText('Saved as mine.zip').waitFor();
  await dialog.waitFor({ state: 'hidden' });

  expect(existsSync(path)).toBe(true);
  const files = unzipSync(readFileSync(path));
  const names = Object.keys(files);
  expect(names).toEqual(
    expect.arrayContaining(['README.html', 'conversations.json', 'conversations/index.html']),
  );
  const pages = names.filter(
    (name) => name.startsWith('conversations/') && name !== 'conversations/index.html',
  );
  expect(pages).toHaveLength(1);
  const read = strFromU8(files[pages[0] ?? ''] ?? new Uint8Array());
  for (const words of ['What stands at the weir?', '蒼鷺', 'Considering the reeds'])
    expect(read).toContain(words);
  const all = Object.values(files)
    .map((content) => strFromU8(content))
    .join('\n');
  for (const key of Object.entries(env())) {
    if (/_API_KEY$/.test(key[0])) expect(all).not.toContain(key[1]);
  }
});
