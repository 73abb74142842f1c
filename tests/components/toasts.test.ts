import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkbench, type OpenWorkbench } from './open-workbench';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench.close());

const box = () => page.getByRole('textbox', { name: 'Message' });
const toasts = () => page.getByRole('region', { name: 'Notifications' });

/** A window with a reply that streams, a message that waits, and three toasts: the most there are. */
async function showToasts(width: number, height: number, title?: string): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.goto('app://workbench/index.html');
  await page.waitForFunction(() => 'workbench' in window);
  await page.evaluate((seeded) => {
    if (seeded !== undefined) window.workbench.engine.seed(seeded, 80);
    window.workbench.mountWindow();
  }, title);
  if (title !== undefined) await page.getByRole('link', { name: title }).click();
  await box().fill('First');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  for (const text of ['One', 'Two', 'Three']) {
    await box().fill(text);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove the queued message' }).click();
  }
  await expect.poll(() => toasts().getByRole('button', { name: 'Undo' }).count()).toBe(3);
}

/** Names of what can be pressed or written in there and lies under a toast. */
const covered = (scope: string) =>
  page.evaluate((selector) => {
    const shown = document.querySelectorAll('[aria-label="Notifications"] > *');
    if (shown.length === 0) throw new Error('No toast is shown');
    const boxes = [...shown].map((toast) => toast.getBoundingClientRect());
    return [...document.querySelectorAll(`${selector} :is(button, input, textarea, [role=tab])`)]
      .filter((control) => {
        const { left, right, top, bottom, width } = control.getBoundingClientRect();
        return (
          width > 0 &&
          boxes.some(
            (toast) => toast.left < right && toast.right > left && toast.top < bottom && toast.bottom > top,
          )
        );
      })
      .map((control) => control.getAttribute('aria-label') ?? control.textContent);
  }, scope);

/** Every toast is in sight, whole. */
const areInSight = () =>
  page.evaluate(() =>
    [...document.querySelectorAll('[aria-label="Notifications"] > *')].every((toast) => {
      const { left, right, top, bottom } = toast.getBoundingClientRect();
      return left >= 0 && top >= 0 && right <= window.innerWidth && bottom <= window.innerHeight;
    }),
  );

describe.each([
  [900, 600],
  [1280, 800],
])('at %i × %i', (width, height) => {
  // Catches: a sentence that lies on Send for ten seconds.
  test('toasts leave the message box free, whatever stands above it', async () => {
    await showToasts(width, height);
    expect(await areInSight()).toBe(true);
    expect(await covered('.composer')).toEqual([]);
    await box().fill('line\n'.repeat(30));
    expect(await areInSight()).toBe(true);
    expect(await covered('.composer')).toEqual([]);
    await page.getByRole('button', { name: 'Queue', exact: true }).click();
    await expect.poll(() => page.locator('.queued-text').count()).toBe(1);
    expect(await covered('.composer')).toEqual([]);
  });

  test('toasts leave the way to the end of the conversation free', async () => {
    await showToasts(width, height, 'Long');
    await page.getByRole('log').hover();
    await page.mouse.wheel(0, -3000);
    await page.getByRole('button', { name: 'Jump to latest' }).waitFor();
    expect(await covered('.transcript')).not.toContain('Jump to latest');
    expect(await covered('.composer')).toEqual([]);
  });

  test.each([
    ['Settings', 'Control+,'],
    ['the palette', 'Control+k'],
    ['the model picker', 'Control+Shift+m'],
    ['the shortcuts', 'Control+/'],
  ])('toasts leave a dialog free: %s', async (_, keys) => {
    await showToasts(width, height);
    await page.keyboard.press(keys);
    await page.getByRole('dialog').waitFor();
    expect(await areInSight()).toBe(true);
    expect(await covered('[role=dialog]')).toEqual([]);
    await toasts().getByRole('button', { name: 'Dismiss' }).first().click();
    await expect.poll(() => toasts().getByRole('button', { name: 'Undo' }).count()).toBe(2);
    expect(await page.getByRole('dialog').count()).toBe(1);
  });
});

test('what takes it back has the colour of what can be done', async () => {
  await showToasts(900, 600);
  const colours = await toasts()
    .getByRole('button', { name: 'Undo' })
    .first()
    .evaluate((undo) => {
      const accent = document.createElement('span');
      accent.style.color = 'var(--accent)';
      document.body.append(accent);
      const [found, wanted] = [undo, accent].map((each) => getComputedStyle(each).color);
      accent.remove();
      return { found, wanted };
    });
  expect(colours.found).toBe(colours.wanted);
});
