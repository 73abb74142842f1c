import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { RunningApp } from '../harness/electron-app';

/** As a person opens it, without a key of the system's. */
export async function openQuickWindow({ page, app }: RunningApp): Promise<Page> {
  const appears = app.waitForEvent('window');
  await page.keyboard.press('Control+K');
  await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
  await page.keyboard.type('quick window');
  await page.getByRole('option', { name: 'Open the quick window' }).waitFor();
  await page.keyboard.press('Enter');
  const quick = await appears;
  await quick.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
  return quick;
}

/** It has nothing of Node, and comes back as what it is when it blanks itself. It is gone afterwards. */
export async function expectOwnRules({ app }: RunningApp, quick: Page): Promise<void> {
  const found = await quick.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
  );
  expect(found).toEqual([]);
  const back = quick.waitForURL(/^app:\/\/parley\/index\.html#quick/, { waitUntil: 'load' });
  await quick.evaluate(() => void setTimeout(() => (location.href = 'about:blank'), 0));
  await quick.waitForURL('about:blank', { waitUntil: 'commit' }).catch(() => undefined);
  await back;
  await quick.getByRole('heading', { name: 'Quick question' }).waitFor();
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('#quick'))
      ?.destroy(),
  );
  await expect.poll(() => app.windows().length).toBe(1);
}
