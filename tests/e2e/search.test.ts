import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newDataFolder } from '../harness/electron-app';
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

/** One conversation of 2,000 messages, whose first and last words are known, beside some others. */
async function openSeeded(): Promise<ParleyPage> {
  const folder = newDataFolder();
  const seed = (...options: readonly string[]): void => {
    const script = join(import.meta.dirname, '../../scripts/seed.mjs');
    execFileSync(process.execPath, [script, `--user-data-dir=${folder}`, ...options]);
  };
  seed('--conversations=5', '--messages=20');
  seed('--title=Long one', '--messages=2000', '--first=zebrafinch at dawn', '--last=zebrafinch at dusk');
  const env = { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'Workshop/mixtral' };
  parley = await openParley({ env, folder });
  return parley.window;
}

const box = (window: ParleyPage) => window.page.getByRole('searchbox', { name: 'Search', exact: true });
const hits = (window: ParleyPage) => window.sidebar.locator('a[data-message-id]');

/** What the page marks without being changed: the texts of the ranges. */
const marked = (window: ParleyPage, name: string): Promise<readonly string[]> =>
  window.page.evaluate(
    (highlight) => [...(CSS.highlights.get(highlight) ?? [])].map((range) => (range as Range).toString()),
    name,
  );

/** Whether a message can be seen now. */
const isInView = (window: ParleyPage, text: string): Promise<boolean> =>
  window.page.evaluate((sought) => {
    const article = [...document.querySelectorAll('article')].find((one) => one.textContent.includes(sought));
    const place = article?.getBoundingClientRect();
    return (
      place !== undefined &&
      place.height > 0 &&
      place.bottom > 0 &&
      place.top < document.documentElement.clientHeight
    );
  }, text);

test('a search by keyboard alone lands on the message, thousands above the end, and marks what was found', async () => {
  const window = await openSeeded();
  await window.sidebar.getByRole('link').first().waitFor();
  // The first search of all makes the index; results come while it grows.
  await window.page.keyboard.press('Control+Shift+F');
  await window.page.keyboard.type('zebraf dawn');
  await expect
    .poll(() => hits(window).allInnerTexts(), { timeout: 15_000 })
    .toEqual([expect.stringContaining('zebrafinch at dawn')]);
  await window.sidebar.getByRole('status').getByText('1 message').waitFor();
  await window.page.keyboard.press('ArrowDown');
  await window.page.keyboard.press('Enter');
  await expect.poll(() => isInView(window, 'zebrafinch at dawn')).toBe(true);
  await expect.poll(() => marked(window, 'parley-found')).toEqual(['zebraf', 'dawn']);
  // The way back, and away.
  await window.page.keyboard.press('Control+Shift+F');
  await window.page.keyboard.press('Escape');
  await window.conversation('Long one').waitFor();
  expect(await box(window).inputValue()).toBe('');
});

test('a search shows a message of another branch on that branch, and says what is wrong or missing', async () => {
  const window = await openSeeded();
  vendor.next({ pieces: ['Wombats dig.'] });
  await window.ask('Who digs?');
  await window.answer('complete', 'Wombats dig.').waitFor();
  await window.answers.last().hover();
  vendor.next({ pieces: ['Moles do.'] });
  await window.answers.last().getByRole('button', { name: 'Regenerate', exact: true }).click();
  await window.answer('complete', 'Moles do.').waitFor();

  await box(window).fill('wombats from:model');
  await hits(window).first().click();
  await window.answer('complete', 'Wombats dig.').waitFor();
  await expect.poll(() => marked(window, 'parley-found')).toEqual(['Wombats']);
  await box(window).fill('wombats before:soon');
  await window.sidebar.getByRole('alert').getByText('before:soon').waitFor();
  await box(window).fill('wombats -dig');
  await window.sidebar.getByRole('status').getByText('No results').waitFor();
  await box(window).fill('who digs');
  await window.conversation('Who digs?').first().waitFor();
});

test('find counts in the whole conversation and goes to what is not drawn', async () => {
  const window = await openSeeded();
  await window.conversation('Long one').click();
  await expect.poll(() => isInView(window, 'zebrafinch at dusk')).toBe(true);
  await window.page.keyboard.press('Control+F');
  await window.page.keyboard.type('zebrafinch');
  const bar = window.page.getByRole('search', { name: 'Find in this conversation' });
  await bar.getByText('2/2').waitFor();
  await expect.poll(() => marked(window, 'parley-current')).toEqual(['zebrafinch']);
  await window.page.keyboard.press('Enter');
  await bar.getByText('1/2').waitFor();
  await expect.poll(() => isInView(window, 'zebrafinch at dawn')).toBe(true);
  await expect.poll(() => marked(window, 'parley-current')).toEqual(['zebrafinch']);
  // The box kept the focus, so that one can go on.
  await window.page.keyboard.press('Shift+Enter');
  await bar.getByText('2/2').waitFor();
  await expect.poll(() => isInView(window, 'zebrafinch at dusk')).toBe(true);
  await window.page.keyboard.press('Control+a');
  await window.page.keyboard.type('no such words');
  await bar.getByText('No results').waitFor();
  await window.page.keyboard.press('Escape');
  await bar.waitFor({ state: 'hidden' });
  expect(await marked(window, 'parley-found')).toEqual([]);
});

// Catches: a place in a block of code that is higher and wider than the window, and the block is brought into sight.
test('find and search bring the words themselves into sight, also in long code', async () => {
  parley = await openParley({ env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'Workshop/mixtral' } });
  const { window } = parley;
  const lines = Array.from({ length: 150 }, (_, line) => `const line${line} = ${line};`);
  lines[9] = `const early = [${'1234567890, '.repeat(20)}ptarmigan];`;
  vendor.next({ pieces: ['```js\n', `${lines.join('\n')}\n`, '```\n\nDone.'] });
  await window.ask('Write code.');
  await window.answer('complete', 'Done.').waitFor();
  const isInSight = (name: string): Promise<boolean> =>
    window.page.evaluate((highlight) => {
      const [range] = CSS.highlights.get(highlight) ?? [];
      if (!(range instanceof Range)) return false;
      const place = range.getBoundingClientRect();
      const middle = [(place.left + place.right) / 2, (place.top + place.bottom) / 2] as const;
      // Nothing stands over it, and no edge cuts it off.
      return document.elementFromPoint(...middle)?.contains(range.startContainer) ?? false;
    }, name);
  await window.page.keyboard.press('Control+F');
  await window.page.keyboard.type('ptarmigan');
  await expect.poll(() => isInSight('parley-current')).toBe(true);
  await window.page.keyboard.press('Escape');
  await window.button('Jump to latest').click();
  await expect.poll(() => isInView(window, 'Write code.')).toBe(false);
  await window.page.keyboard.press('Control+Shift+F');
  await window.page.keyboard.type('line12');
  await hits(window).first().click();
  await expect.poll(() => isInSight('parley-current')).toBe(true);
});
