import type { Page } from 'playwright-core';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { test } from 'vitest';
import { openParley } from '../e2e/open-parley';
import { writeChatgptExport } from '../reliability/write-chatgpt-export';
import { printTimes } from './figures';

const conversations = Number(process.env['PARLEY_MEASURE_MESSAGES'] ?? '300000') / 20;
const keys = 200;
const betweenKeysMs = 60;

declare global {
  interface Window {
    /** Ms from each key to the end of the frame that draws it. */
    keyToPaint: number[];
  }
}

/** From the key's own time to the task behind the next frame; keys that change no text are not counted. */
const watchPaint = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.keyToPaint = [];
    let pressed = 0;
    document.addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp), true);
    const note = (): void => {
      const since = pressed;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.keyToPaint.push(performance.now() - since);
        port2.postMessage(null);
      });
    };
    document.addEventListener('input', note, true);
  });

/** Types at a person's pace and answers with the times. */
async function typeInto(page: Page): Promise<readonly number[]> {
  await page.evaluate(() => (window.keyToPaint = []));
  for (let at = 0; at < keys; at += 1) {
    await page.keyboard.press('abcdefghij '.charAt(at % 11));
    await wait(betweenKeysMs);
  }
  return page.evaluate(() => window.keyToPaint);
}

async function openImport(page: Page): Promise<void> {
  await page.keyboard.press('Control+K');
  await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
  await page.keyboard.type('Import conversations');
  await page.keyboard.press('Enter');
}

test('the window answers while an import runs', { timeout: 900_000 }, async () => {
  const parley = await openParley();
  const { page, composer } = parley.window;
  const path = join(parley.folder, 'conversations.json');
  await writeChatgptExport(path, { conversations, messages: 20, length: 750 });
  await watchPaint(page);
  await composer.click();
  printTimes('key to paint, nothing else running', await typeInto(page));
  await composer.fill('');

  await parley.app.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
  await openImport(page);
  await page.getByRole('button', { name: 'Choose file…' }).press('Enter');
  await page
    .getByRole('button', { name: /^Import [\d,.]+ conversations/ })
    .press('Enter', { timeout: 300_000 });
  const running = page.getByRole('dialog', { name: 'Import “conversations.json”' });
  await running.getByText(/messages a second/).waitFor();
  const rate = await running.getByText(/messages a second/).textContent();
  await running.getByRole('button', { name: 'Hide' }).click();
  await composer.click();
  printTimes('key to paint while an import runs', await typeInto(page));
  await openImport(page);
  await running.getByRole('button', { name: 'Pause' }).waitFor();
  const now = await running.getByRole('status').textContent();
  process.stdout.write(`At the last key it still ran: ${now ?? ''}; at the first: ${rate ?? ''}\n`);
  await parley.close();
});
