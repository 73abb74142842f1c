import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callsOf, dialog, openDirectoryWindow } from './directory-window';
import { openWorkbench, type OpenWorkbench } from './open-workbench';
import { seriousViolations } from './serious-violations';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench.close());

const panel = () => page.getByRole('tabpanel', { name: 'Health' });
const table = (name: string) => panel().getByRole('table', { name });
const rows = (name: string) => table(name).locator('tbody tr').allInnerTexts();
const cells = (text: string): readonly string[] => text.split(/[\t\n]+/).filter((cell) => cell !== '');

async function openHealth(kind: 'empty' | 'unasked' | 'good' | 'down'): Promise<void> {
  await openDirectoryWindow(page);
  await page.evaluate((given) => (window.workbench.engine.health.kind = given), kind);
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Health' }).click();
  await panel().getByRole('button', { name: '24 hours', exact: true }).waitFor();
}

// Catches: a state that is told by colour alone, a rule that is not said, figures that cannot be read.
test('says how every provider does, by which rule, and how fast it is', async () => {
  await openHealth('good');
  await panel().getByText('All is well').waitFor();
  const row = panel().getByRole('button', {
    name: /^OpenAI Working The last 20 requests were answered\. up 9\d\.\d%, failures in \d of 24 hours$/,
  });
  await row.click();
  expect((await rows('Times of OpenAI')).map(cells)).toEqual([
    ['Connection until its headers come', '189 ms', '504 ms', '1.1 s'],
    ['First word of answers to messages', '900 ms', '2.4 s', '5.1 s'],
    ['Whole answer of answers to messages', '8.1 s', '22 s', '46 s'],
  ]);
  expect((await rows('Failures of OpenAI')).map((text) => cells(text)[0])).toEqual([
    'The provider is overloaded',
    'Too many requests',
    'The key was not accepted',
  ]);
  const left = panel().getByRole('region', { name: 'Rate limits of OpenAI' });
  expect(await left.getByRole('meter', { name: 'Requests left' }).getAttribute('aria-valuetext')).toBe(
    '499 of 500',
  );
  await panel()
    .getByRole('button', { name: /^gpt-6 Working/ })
    .click();
  await table('Times of gpt-6').waitFor();
  expect(await seriousViolations(page)).toEqual([]);
});

test('the charts are a table when it is asked for, of whom and of when one likes', async () => {
  await openHealth('good');
  const charts = panel().getByRole('region', { name: 'Over time' });
  await charts.getByRole('img', { name: /^Time to the first word over time: half within 900 ms/ }).waitFor();
  await charts.getByRole('img', { name: /^Error rate over time/ }).waitFor();
  await charts.getByRole('button', { name: 'Show as a table' }).click();
  // Three of 24 hours had no request.
  expect(await table('Health over time').locator('tbody tr').count()).toBe(21);
  await charts.getByLabel('Of').selectOption('Anthropic');
  await panel().getByRole('button', { name: '30 days', exact: true }).click();
  await expect.poll(() => callsOf(page, 'health.read')).toContainEqual({ range: 'month' });
  await expect.poll(() => table('Health over time').locator('tbody tr').count()).toBe(26);
  expect(await seriousViolations(page)).toEqual([]);
});

// Catches: a person who sees that it is down, and not what to do.
test('of one that is down it says what failed, what to do, and what its breaker does', async () => {
  await openHealth('down');
  await panel().getByText('OpenAI is down.').waitFor();
  await panel()
    .getByRole('button', { name: /^OpenAI Down The last 6 requests failed/ })
    .click();
  await panel().getByText('has too much to do just now. Wait a little, then retry.').first().waitFor();
  await panel().getByText('gpt-6: Open: no request goes.').waitFor();
  await panel().getByText('What they did in 30 days').click();
  expect((await rows('Breaker history of OpenAI')).map((text) => cells(text).slice(1))).toEqual([
    ['gpt-6', 'open', 'The provider is overloaded'],
  ]);
  await panel().getByRole('button', { name: 'Try now' }).click();
  expect(await callsOf(page, 'health.tryBreaker')).toMatchObject([
    { providerId: 'openai', modelId: 'gpt-6' },
  ]);
  await panel()
    .getByRole('button', { name: /^Anthropic Working/ })
    .click();
  await panel().getByText('claude-sonnet, key ending in 9f3A: Rate limited.').waitFor();
  await panel()
    .getByText(/^Anthropic takes no more until \d\d:\d\d:\d\d, as it said\.$/)
    .waitFor();
  expect(await seriousViolations(page)).toEqual([]);
});

// Catches: a request that costs money without a word before.
test('a check says its cost before and its outcome after; by the clock only when it is chosen', async () => {
  await openHealth('good');
  await panel()
    .getByRole('button', { name: /^OpenAI Working/ })
    .click();
  await panel().getByText('Asks GPT-6 nano for one word, for at most less than $0.0001.').waitFor();
  await panel().getByRole('button', { name: 'Check now' }).click();
  await panel().getByText('OpenAI answered after 640 ms.').waitFor();
  await page.evaluate(() => (window.workbench.engine.health.checkFails = true));
  await panel().getByRole('button', { name: 'Check now' }).click();
  await panel().getByText('OpenAI has too much to do just now').last().waitFor();
  const clock = panel().getByLabel('Check every provider by itself');
  expect(await clock.locator('option').allTextContents()).toEqual([
    'Never',
    'Every 5 minutes, at most $0.0073 a day',
    'Every 15 minutes, at most $0.0024 a day',
    'Every hour, at most $0.0006 a day',
  ]);
  await clock.selectOption('15');
  await panel().getByRole('switch', { name: 'Tell me when a provider goes down or is back' }).click();
  expect(await callsOf(page, 'settings.update')).toEqual([
    { patch: { probeMinutes: 15 } },
    { patch: { healthAlerts: false } },
  ]);
});

test('says what there will be when nothing was asked yet, or nothing is set up', async () => {
  await openHealth('unasked');
  await panel().getByText('Nothing was asked in this time').waitFor();
  await panel()
    .getByRole('button', { name: /^OpenAI No data Nothing was asked in the last 24 hours/ })
    .waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await openHealth('empty');
  await panel().getByText('Nothing to watch yet').waitFor();
  await workbench.page.context().setOffline(true);
  await panel().getByText('This computer is offline.').waitFor();
  await workbench.page.context().setOffline(false);
  expect(await seriousViolations(page)).toEqual([]);
});

// Catches: a model whose name has its state in it, and is not found by its name any more.
test('the picker says the state of a model beside its name, not in it', async () => {
  await openDirectoryWindow(page, { ready: ['openai'] });
  await page.evaluate(() => (window.workbench.engine.health.kind = 'down'));
  await page.keyboard.press('Control+Shift+m');
  const picker = dialog(page, 'Choose a model');
  const option = picker.getByRole('option').first();
  await option.waitFor();
  await expect
    .poll(() => option.getAttribute('aria-description'))
    .toMatch(/^Down: the last 6 requests failed\./i);
  expect(await option.getAttribute('aria-label')).not.toContain('Down');
  expect(await seriousViolations(page)).toEqual([]);
});
