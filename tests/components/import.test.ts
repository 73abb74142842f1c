import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callsOf, dialog, focusedName, openDirectoryWindow } from './directory-window';
import { openWorkbench, type OpenWorkbench } from './open-workbench';
import { seriousViolations } from './serious-violations';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench.close());

const summary = (outcomes: Record<'new' | 'added' | 'existing' | 'failed', number>) =>
  page.evaluate((given) => {
    const { importing } = window.workbench.engine;
    const found = importing.state?.found ?? null;
    if (found === null) throw new Error('nothing was found');
    return { ...found, outcomes: given };
  }, outcomes);

// Catches: an import that begins before a person has seen it, figures that are not those of the engine, a lost focus.
test('what is there is seen first, what runs can be paused, and what came of it is counted', async () => {
  await openDirectoryWindow(page);
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Data' }).click();
  await page.getByRole('button', { name: 'Bring in conversations' }).press('Enter');
  await dialog(page, 'Bring in conversations').waitFor();
  expect(await focusedName(page)).toBe('Choose file…');
  await page.keyboard.press('Enter');

  const found = dialog(page, 'Import “export.zip”?');
  await found.getByText('1,100 conversations are new. 4 conversations you have have new messages.').waitFor();
  await found.getByText('2 pictures are not in the export.').waitFor();
  expect(await callsOf(page, 'import.begin')).toEqual([]);
  expect(await seriousViolations(page)).toEqual([]);
  await found.getByRole('switch', { name: 'Only new conversations' }).click();
  await found.getByRole('button', { name: 'Import 1,100 conversations' }).press('Enter');
  const options = { intoFolder: true, onlyNew: true };
  expect(await callsOf(page, 'import.begin')).toEqual([{ importId: 'one', options }]);

  await page.evaluate(() => {
    const progress = { done: 301, total: 1_206, messages: 8_004, rate: 6_200, secondsLeft: 12 };
    window.workbench.engine.importing.show({ phase: 'importing', progress });
  });
  const running = dialog(page, 'Import “export.zip”');
  await running.getByText('301 of 1,206 conversations, 8,004 messages').waitFor();
  await running.getByText('6,200 messages a second, 12 s left').waitFor();
  await running.getByRole('button', { name: 'Pause' }).press('Enter');
  expect(await callsOf(page, 'import.pause')).toEqual([{ importId: 'one', isPaused: true }]);

  const result = await summary({ new: 1_100, added: 0, existing: 104, failed: 2 });
  await page.evaluate((given) => {
    const stored = { conversations: 1_100, messages: 30_112 };
    window.workbench.engine.importing.show({ phase: 'done', result: given, stored });
  }, result);
  await running.getByText('1,100 conversations brought in.').waitFor();
  await running.getByText('Counted in the database: 1,100 conversations with 30,112 messages.').waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await running.getByRole('button', { name: 'Report as table…' }).press('Enter');
  expect(await callsOf(page, 'import.saveReport')).toEqual([{ importId: 'one', format: 'csv' }]);
  await running.getByRole('button', { name: 'Done' }).press('Enter');
  await running.waitFor({ state: 'hidden' });
});

test('why nothing came is said, with another try', async () => {
  await openDirectoryWindow(page);
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Data' }).click();
  await page.getByRole('button', { name: 'Bring in conversations' }).press('Enter');
  await page.evaluate(() => {
    const error = {
      code: 'import.unsafe',
      message: 'The archive holds “../x”. Nothing was taken from it.',
    } as const;
    window.workbench.engine.importing.show({ phase: 'failed', found: null, error });
  });
  const failed = dialog(page, 'Import “export.zip”');
  await failed.getByRole('alert').getByText('The archive holds “../x”. Nothing was taken from it.').waitFor();
  // Catches: the engine's sentence after a title that says the same.
  await page.evaluate(() => {
    const message = 'Parley does not know this kind of export. Choose another.';
    const error = { code: 'import.not-recognised', message } as const;
    window.workbench.engine.importing.show({ phase: 'failed', found: null, error });
  });
  await expect
    .poll(() => failed.getByRole('alert').textContent())
    .toBe('Nothing was brought in. Parley does not know this kind of export. Choose another.');
  await failed.getByRole('button', { name: 'Choose another file…' }).press('Enter');
  await dialog(page, 'Import “export.zip”?').waitFor();
});
