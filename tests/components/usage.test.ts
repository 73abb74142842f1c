import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callsOf, openDirectoryWindow } from './directory-window';
import { openWorkbench, type OpenWorkbench } from './open-workbench';
import { seriousViolations } from './serious-violations';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench.close());

const panel = () => page.getByRole('tabpanel', { name: 'Usage' });
const table = (name: string) => panel().getByRole('table', { name });
const rows = (name: string) => table(name).locator('tbody tr').allInnerTexts();
const cells = (text: string): readonly string[] => text.split(/[\t\n]+/).filter((cell) => cell !== '');

async function openUsage(hasRequests = true): Promise<void> {
  await openDirectoryWindow(page);
  await page.evaluate((has) => (window.workbench.engine.usage.hasRequests = has), hasRequests);
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Usage' }).click();
}

// Catches: a sum that leaves out what has no price without a word, a chart that only eyes can read.
test('says what was used, what it cost and what is not known', async () => {
  await openUsage();
  await panel().getByText('$1.50').first().waitFor();
  expect(await panel().locator('dl').innerText()).toContain('without 3 requests at an unknown price');
  expect(await panel().getByRole('img').getAttribute('aria-label')).toContain(
    '$1.50 + unknown · 12 requests · 13,480 tokens',
  );
  expect((await rows('Usage by model')).map(cells)).toEqual([
    ['GPT-6', '9', '12K', '900', '$1.50'],
    ['Llama', '3', '500', '80', 'unknown'],
  ]);
  expect(await seriousViolations(page)).toEqual([]);
});

test('the chart is a table when it is asked for, and groups are chosen', async () => {
  await openUsage();
  await panel().getByRole('button', { name: 'Show as a table' }).click();
  expect((await rows('Usage over time')).map((row) => cells(row).slice(1))).toEqual([
    ['12', '13,480', '$1.50 + unknown'],
  ]);
  await panel().getByLabel('Group by').selectOption('Conversation');
  await table('Usage by conversation').waitFor();
  expect((await rows('Usage by conversation')).map((row) => cells(row)[0])).toEqual([
    'Rye bread',
    'Deleted conversation',
    'Temporary conversations',
  ]);
  await panel().getByLabel('Range').selectOption('Everything');
  await expect
    .poll(async () => (await callsOf(page, 'usage.read')).at(-1))
    .toEqual({ range: { from: null, to: null }, by: 'conversation' });
  await panel().getByRole('button', { name: 'Export as CSV…' }).click();
  await page.getByText('12 requests written to Parley usage.csv').waitFor();
  expect(await callsOf(page, 'usage.export')).toEqual([{ range: { from: null, to: null } }]);
});

test('says that nothing was asked, and why it is empty', async () => {
  await openUsage(false);
  await panel().getByText('Nothing was asked in this time').waitFor();
  await panel().getByLabel('Range').selectOption('Everything');
  await panel().getByText('Nothing was asked yet').waitFor();
  expect(await panel().getByRole('button', { name: 'Export as CSV…' }).isDisabled()).toBe(true);
  expect(await seriousViolations(page)).toEqual([]);
});
