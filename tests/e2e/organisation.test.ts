import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allVendors, openParley, type OpenParley } from './open-parley';
import type { ParleyPage } from './parley-page';
import { Vendor } from './vendor';

let vendor: Vendor;
let parley: OpenParley | undefined;

beforeEach(async () => {
  vendor = await Vendor.start();
});
afterEach(async () => {
  await parley?.close();
  parley = undefined;
  await vendor.stop();
});

const env = (): Record<string, string> => ({
  ...allVendors(vendor),
  PARLEY_DEFAULT_MODEL: 'Workshop/mixtral',
});

/** A conversation of one question, under this title. */
async function converse(window: ParleyPage, title: string): Promise<void> {
  await window.button('New conversation').click();
  vendor.next({ pieces: ['Yes.'] });
  vendor.nextTitle(title);
  await window.ask(`What of ${title}?`);
  await window.answer('complete').waitFor();
  await window.conversation(title).waitFor();
}

const choose = (window: ParleyPage, item: string): Promise<void> =>
  window.page.getByRole('menuitem', { name: item, exact: true }).click();

const titles = (window: ParleyPage): Promise<readonly string[]> =>
  window.sidebar.getByRole('link').allInnerTexts();

test('an order is made, seen in the other window, kept over a restart, and a deletion for good is one', async () => {
  parley = await openParley({ env: env() });
  const { window, folder } = parley;
  for (const title of ['Rivers', 'Logs', 'Planets']) await converse(window, title);
  const other = await parley.nextWindow(() => window.page.keyboard.press('Control+Shift+N'));
  await other.conversation('Planets').waitFor();

  await window.conversation('Rivers').click({ button: 'right' });
  await choose(window, 'Pin');
  await expect.poll(() => titles(other)).toEqual(['Rivers', 'Planets', 'Logs']);

  await window.conversation('Logs').click({ button: 'right' });
  await choose(window, 'Move to folder…');
  await window.page.getByRole('searchbox', { name: 'Find or make a folder' }).waitFor();
  await window.page.keyboard.type('Work');
  await window.page.getByRole('option', { name: 'New folder “Work”' }).waitFor();
  await window.page.keyboard.press('Enter');
  await expect.poll(() => titles(window)).toEqual(['Rivers', 'Planets']);
  await window.sidebar.getByRole('button', { name: 'Work', exact: true }).click();
  await expect.poll(() => titles(other)).toEqual(['Rivers', 'Logs', 'Planets']);
  await window
    .conversation('Planets')
    .dragTo(window.sidebar.getByRole('button', { name: 'Work', exact: true }));
  await expect.poll(() => titles(other)).toEqual(['Rivers', 'Planets', 'Logs']);

  await parley.quit();
  parley = await openParley({ env: env(), folder });
  const again = parley.window;
  await expect.poll(() => titles(again)).toEqual(['Rivers', 'Planets', 'Logs']);
  await again.conversation('Planets').click({ modifiers: ['Control'] });
  await again.conversation('Logs').click({ modifiers: ['Control'] });
  await again.page.keyboard.press('Delete');
  await expect.poll(() => titles(again)).toEqual(['Rivers']);
  await again.sidebar.getByRole('button', { name: 'Trash' }).click();
  await expect.poll(async () => (await titles(again)).toSorted()).toEqual(['Logs', 'Planets']);
  await again.conversation('Logs').click({ button: 'right' });
  await choose(again, 'Restore');
  await expect.poll(() => titles(again)).toEqual(['Planets']);
  await again.button('Empty…').click();
  await again.page.getByText('1 conversation with 2 messages').waitFor();
  await again.button('Empty the trash').click();
  await again.page.getByText('The trash is empty.').waitFor();
  await again.button('Back to all conversations').click();
  await expect.poll(() => titles(again)).toEqual(['Rivers', 'Logs']);

  await parley.quit();
  const database = new Database(join(folder, 'parley.db'), { readonly: true });
  const left = database.prepare('SELECT title FROM conversation ORDER BY title').pluck().all();
  const messages = database.prepare('SELECT count(*) FROM message').pluck().get();
  database.close();
  expect(left).toEqual(['Logs', 'Rivers']);
  expect(messages).toBe(4);
});

test('a reply that ends while another conversation is shown makes its own unread', async () => {
  parley = await openParley({ env: env() });
  const { window } = parley;
  await converse(window, 'Rivers');
  await converse(window, 'Logs');
  await window.conversation('Rivers').click();
  vendor.next({ pieces: ['One ', 'two.'], holdAfter: 1 });
  await window.ask('And more?');
  await window.answer('streaming', 'One').waitFor();
  await window.conversation('Logs').click();
  vendor.release();
  await expect.poll(() => window.conversation('Rivers').getAttribute('aria-description')).toBe('Unread');
  await window.conversation('Rivers').click();
  await window.answer('complete', 'One two.').waitFor();
  await window.conversation('Logs').click();
  await expect.poll(() => window.conversation('Rivers').getAttribute('aria-description')).toBeNull();
});
