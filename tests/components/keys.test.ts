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

const button = (name: string | RegExp) => page.getByRole('button', { name });
const rows = () => page.getByRole('region', { name: 'Keys of OpenAI' }).getByRole('listitem');

/** Settings, with OpenAI open, which has one key ending in 9f3A. */
async function openKeys(settings: Parameters<typeof openDirectoryWindow>[1] = {}): Promise<void> {
  await openDirectoryWindow(page, { ready: ['openai'], ...settings });
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Providers' }).click();
  await button(/^OpenAI/).click();
}

test('another key is added, moved before the first and removed, all by keyboard', async () => {
  await openKeys();
  await button('Add another key…').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => focusedName(page)).toBe('New API key');
  await page.keyboard.type('sk-proj-secondbad');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Incorrect API key' }).waitFor();
  await page.getByLabel('New API key').fill('sk-proj-second7777');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Work');
  await page.keyboard.press('Enter');
  await button(/^OpenAI Key ending in 9f3A, in the system’s keychain, and another/).waitFor();
  await expect.poll(() => focusedName(page)).toBe('Add another key…');
  expect(await page.content()).not.toContain('sk-proj-second');
  await expect.poll(() => rows().count()).toBe(2);
  expect(await rows().nth(1).innerText()).toContain('Work, ending in 7777');

  await button('Use “Work” earlier').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => rows().first().innerText()).toContain('Work, ending in 7777 · used first');
  // It has no button to go further up: the focus stays with its row.
  await expect.poll(() => focusedName(page)).toBe('Replace “Work”…');
  expect(await seriousViolations(page)).toEqual([]);

  await button('Remove “Work”').click();
  await page
    .getByRole('group', { name: /erased/ })
    .getByRole('button', { name: 'Remove “Work”' })
    .click();
  await expect.poll(() => rows().count()).toBe(1);
  await expect.poll(() => focusedName(page)).toBe('Replace the key…');
});

test('a key is replaced, taken back, replaced again and confirmed', async () => {
  await openKeys();
  const replace = async (key: string): Promise<void> => {
    await button('Replace the key…').click();
    await page.keyboard.type(key);
    await page.keyboard.press('Enter');
    await page
      .getByText('The old key ending in 9f3A is kept until a reply has come with this one.')
      .waitFor();
  };
  await button('Replace the key…').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await dialog(page, 'Settings').waitFor();
  await expect.poll(() => focusedName(page)).toBe('Replace the key…');

  await replace('sk-proj-newer1111');
  expect(await rows().first().innerText()).toContain('Key ending in 1111');
  // What is undecided is decided first.
  expect(await button('Replace the key…').count()).toBe(0);
  expect(await button('Remove the key').count()).toBe(0);
  await button('Go back to the old key').click();
  await expect.poll(() => rows().first().innerText()).toContain('Key ending in 9f3A');
  await expect.poll(() => focusedName(page)).toBe('Replace the key…');

  await replace('sk-proj-newest2222');
  await button('Confirm').click();
  await button('Replace the key…').waitFor();
  expect(await rows().first().innerText()).toContain('Key ending in 2222');
  expect(await callsOf(page, 'key.confirm')).toHaveLength(1);
});

test('a key for another address is asked about, and sent nowhere before the answer', async () => {
  await openKeys();
  await page.getByLabel('Base URL').fill('https://proxy.example/v1');
  await button('Save address').click();
  await page.getByText('Your key was given for api.openai.com. Use it for proxy.example too?').waitFor();
  expect(await callsOf(page, 'key.rebind')).toEqual([]);
  expect(await callsOf(page, 'provider.test')).toEqual([]);
  await button('Enter another key').click();
  await expect.poll(() => focusedName(page)).toBe('New API key');
  await page.keyboard.press('Escape');
  await button('Test and use it there').click();
  await page.getByText('proxy.example accepted the key: 3 models.').waitFor();
  await button(/^OpenAI https:\/\/proxy\.example\/v1 · Key ending in 9f3A/).waitFor();
  expect(await callsOf(page, 'key.rebind')).toEqual([{ providerId: 'openai', keyId: 'openai' }]);
});

test('an expiry date and an age are told of on the provider, quietly', async () => {
  await openKeys();
  await button('Label and expiry…').click();
  await expect.poll(() => focusedName(page)).toBe('Label (optional)');
  await page.keyboard.type('Team');
  const day = new Date(Date.now() + 3 * 86_400_000);
  const field = [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  await page.getByLabel('Expires on (optional)').fill(field.join('-'));
  await button(/^Save$/).click();
  await button(/^OpenAI .*Team, ending in 9f3A: Expires on .*\. Replace it before\./).waitFor();
  await expect.poll(() => focusedName(page)).toBe('Label and expiry…');
  await page.getByLabel('Remind me to replace keys').selectOption('After 90 days');
  await expect
    .poll(() => callsOf(page, 'settings.update'))
    .toContainEqual({ patch: { keyReminderDays: 90 } });
});
