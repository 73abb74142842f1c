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

// Catches: a budget that is saved as something else than what was written, or that cannot be raised.
test('a budget is added, changed and removed', async () => {
  await openUsage();
  const add = panel().getByRole('button', { name: 'Add a budget' });
  await add.click();
  const form = panel().getByRole('form', { name: 'Budget' });
  await form.getByLabel('Limit in US dollars').fill('ten');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Write an amount, such as 10.00.').waitFor();
  await form.getByLabel('Limit in US dollars').fill('10');
  await form.getByLabel('Period').selectOption('Each day');
  await form.getByLabel('When a request may pass it').selectOption('Do not send');
  expect(await seriousViolations(page)).toEqual([]);
  await form.getByRole('button', { name: 'Save' }).click();
  const meter = panel().getByRole('meter', { name: 'Everything, each day' });
  expect(await meter.getAttribute('aria-valuetext')).toBe('$9.00 of $10.00');
  expect(await callsOf(page, 'settings.update')).toMatchObject([
    { patch: { budgets: [{ period: 'day', nanos: 10_000_000_000, action: 'block', providerId: null }] } },
  ]);
  await panel().getByRole('button', { name: 'Change the budget: Everything, each day' }).click();
  await form.getByLabel('Limit in US dollars').fill('20.50');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => meter.getAttribute('aria-valuetext')).toBe('$18.45 of $20.50');
  await panel().getByRole('button', { name: 'Remove the budget: Everything, each day' }).click();
  await meter.waitFor({ state: 'hidden' });
  const hasFocus = () => add.evaluate((button) => button === document.activeElement);
  expect(await hasFocus()).toBe(true);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => meter.getAttribute('aria-valuetext')).toBe('$18.45 of $20.50');
  await panel().getByRole('button', { name: 'Change the budget: Everything, each day' }).click();
  await form.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(hasFocus).toBe(true);
});

// Catches: a message that is sent, or lost, while a person has not said yes.
test('a budget asks before a message is sent', async () => {
  await openDirectoryWindow(page, {
    settings: {
      budgets: [
        {
          id: '0193a3a0-0000-7000-8000-00000000000b',
          period: 'day',
          providerId: null,
          personaId: null,
          nanos: 1,
          action: 'ask',
        },
      ],
    },
  });
  await page.evaluate(() => (window.workbench.engine.usage.question = 'This may pass the daily budget.'));
  const box = page.getByRole('textbox', { name: 'Message' });
  const dialog = page.getByRole('dialog', { name: 'This may pass a budget' });
  await box.fill('Hello');
  await page.keyboard.press('Enter');
  await dialog.getByText('This may pass the daily budget.').waitFor();
  expect(await callsOf(page, 'chat.send')).toEqual([]);
  expect(await seriousViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await box.inputValue()).toBe('Hello');
  await box.press('Enter');
  await dialog.getByRole('button', { name: 'Send anyway' }).click();
  await expect
    .poll(() => callsOf(page, 'chat.send'))
    .toMatchObject([{ text: 'Hello', allowsOverBudget: true }]);
});
