import type { Page } from 'playwright-core';
import { test } from 'vitest';
import { openParley } from '../e2e/open-parley';
import type { ParleyPage } from '../e2e/parley-page';
import { printTimes } from './figures';
import { seedFolder } from './seeded-app';

const rounds = 30;

declare global {
  interface Window {
    /** Wall-clock ms of the last key, and of the frame behind the one in which a text first stood in the list. */
    lastKey: number;
    seenAt: Promise<number>;
  }
}

const watchKeys = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const note = ({ timeStamp }: KeyboardEvent): void => {
      window.lastKey = performance.timeOrigin + timeStamp;
    };
    // On its way down: the field that a title is typed into keeps its keys.
    document.addEventListener('keydown', note, true);
  });

/** Begins to look for a text in the list; the time is read with `seen`. */
const expectInList = (page: Page, text: string): Promise<void> =>
  page.evaluate((sought) => {
    const list = document.querySelector('nav[aria-label="Conversations"]') ?? document.body;
    window.seenAt = new Promise((resolve) => {
      const look = (): void => {
        if (!list.textContent.includes(sought)) requestAnimationFrame(look);
        else setTimeout(() => resolve(performance.timeOrigin + performance.now()));
      };
      look();
    });
  }, text);

async function rename(screen: ParleyPage, from: string, to: string): Promise<number> {
  await screen.conversation(from).focus();
  await screen.page.keyboard.press('F2');
  await screen.page.keyboard.type(to);
  // The letters come faster than anybody types: they are drawn before the change is made.
  await screen.page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  await screen.page.keyboard.press('Enter');
  return screen.page.evaluate(() => window.lastKey);
}

test('a change in one window is seen in the other', { timeout: 300_000 }, async () => {
  const folder = seedFolder(['--conversations=200', '--messages=20'], ['--title=Round 0', '--messages=4']);
  const parley = await openParley({ folder });
  const { window: screen } = parley;
  await screen.conversation('Round 0').waitFor();
  const other = await parley.nextWindow(() => screen.page.keyboard.press('Control+Shift+N'));
  await other.conversation('Round 0').waitFor();
  await watchKeys(screen.page);
  const times: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const title = `Round ${String(round)}.`;
    await expectInList(other.page, title);
    const pressed = await rename(screen, round === 1 ? 'Round 0' : `Round ${String(round - 1)}.`, title);
    times.push((await other.page.evaluate(() => window.seenAt)) - pressed);
  }
  printTimes('windows: from Enter in one to the new title in the other', times);
  await parley.close();
});
