import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkbench, type OpenWorkbench } from './open-workbench';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench.close());

const section = (name: string) => page.getByRole('region', { name });
const boxOf = async (name: string) => {
  const box = await section(name).locator('.outline-list').boundingBox();
  if (box === null) throw new Error(`${name} is not in sight`);
  return box;
};

/** A conversation of so many questions, of which the first are starred, with its outline beside it. */
async function openOutline(questions: number, starred: number): Promise<void> {
  await page.goto('app://workbench/index.html');
  await page.waitForFunction(() => 'workbench' in window);
  await page.evaluate(
    ([count, stars]) => {
      const { engine, mountWindow } = window.workbench;
      const id = engine.seed('Long', count * 2, (index) => `Question ${index / 2}`);
      const stored = engine.stored.get(id);
      if (stored !== undefined)
        stored.messages = stored.messages.map((message, index) => ({ ...message, isStarred: index < stars }));
      mountWindow();
    },
    [questions, starred] as const,
  );
  await page.getByRole('link', { name: 'Long' }).click();
  await page.getByRole('button', { name: 'Outline' }).click();
  await section('Your messages').getByRole('button').first().waitFor();
}

test.each([
  [900, 600],
  [1280, 800],
  [1600, 1400],
])('a long list has all the height there is, at %i × %i', async (width, height) => {
  await page.setViewportSize({ width, height });
  await openOutline(500, 3);
  const [stars, list] = [await boxOf('Starred'), await boxOf('Your messages')];
  expect(list.y).toBeGreaterThan(stars.y + stars.height);
  const end = list.y + list.height;
  expect(height - end).toBeGreaterThanOrEqual(0);
  expect(height - end).toBeLessThan(16);
  await section('Your messages').getByRole('button').first().focus();
  await page.keyboard.press('ArrowDown');
  await section('Your messages')
    .locator('.outline-list')
    .evaluate((scroller) => scroller.scrollTo({ top: scroller.scrollHeight }));
  const last = section('Your messages').getByRole('button', { name: 'Question 499' });
  await last.waitFor();
  const row = await last.boundingBox();
  expect((row?.y ?? Infinity) + (row?.height ?? 0)).toBeLessThanOrEqual(end);
});

test('two long lists share it, and each is high enough to be read', async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await openOutline(500, 400);
  const [stars, list] = [await boxOf('Starred'), await boxOf('Your messages')];
  expect(Math.abs(stars.height - list.height)).toBeLessThan(2);
  expect(list.height).toBeGreaterThan(280);
});

test('short lists are as high as what is in them', async () => {
  await page.setViewportSize({ width: 900, height: 600 });
  await openOutline(4, 0);
  const list = await boxOf('Your messages');
  expect(list.height).toBeLessThan(160);
});
