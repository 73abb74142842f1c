import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openParley } from '../e2e/open-parley';
import { printTimes } from './figures';
import { seedFolder } from './seeded-app';

/** Typed letter by letter; all but the last are of what `npm run seed` writes. */
const typed = [
  'memory',
  'lisbon morning tax',
  '"two people who read"',
  'sourdough -index',
  'flour from:me',
  'has:code export',
  'takeUpTo(items',
  '=> 90',
  '京都の',
  '面粉要用',
  'เกียวโต',
  'qqqzzz',
];

const messages = Number(process.env['PARLEY_MEASURE_MESSAGES'] ?? 100_000);
const perConversation = 50;

declare global {
  interface Window {
    /** Ms from the key to the frame that shows its results. */
    searchTimes: number[];
  }
}

/** Runs in the page: from the key's own time stamp to the frame in which the results are those of the text in the box. */
function watchSearch(): void {
  window.searchTimes = [];
  document.addEventListener('beforeinput', ({ timeStamp }) => {
    const look = (): void => {
      const results = document.querySelector('[data-search-results]');
      if (results?.getAttribute('aria-busy') !== 'false') requestAnimationFrame(look);
      // A task behind this frame's: it is on its way to the screen then.
      else setTimeout(() => window.searchTimes.push(performance.now() - timeStamp));
    };
    requestAnimationFrame(look);
  });
}

const timesOf = (page: Page): Promise<number[]> => page.evaluate(() => window.searchTimes);

test(`search to the screen, ${String(messages)} messages`, { timeout: 1_800_000 }, async () => {
  const folder = seedFolder([
    `--conversations=${String(messages / perConversation)}`,
    `--messages=${String(perConversation)}`,
  ]);
  const parley = await openParley({ folder });
  const { page } = parley.window;
  const box = page.getByRole('searchbox', { name: 'Search', exact: true });
  await box.fill('memory');
  // The first search makes the index, and says how far it is.
  const reading = page.getByText('still being read for search');
  await reading.waitFor();
  await reading.waitFor({ state: 'hidden', timeout: 1_500_000 });
  await box.fill('');
  await page.evaluate(watchSearch);
  let count = 0;
  for (const text of typed) {
    for (const letter of text) {
      await page.keyboard.type(letter);
      count += 1;
      await expect.poll(() => timesOf(page), { timeout: 20_000, interval: 20 }).toHaveLength(count);
    }
    await page.keyboard.press('Control+A');
  }
  printTimes(`search: key to results on the screen, ${String(messages)} messages`, await timesOf(page));
  await parley.close();
});
