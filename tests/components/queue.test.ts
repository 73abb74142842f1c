import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { callsOf, focusedName, openDirectoryWindow } from './directory-window';
import { openWorkbench, type OpenWorkbench } from './open-workbench';
import { seriousViolations } from './serious-violations';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench.close());

const queued = () => page.getByRole('region', { name: 'Queued messages' });
const texts = () => queued().locator('.queued-text').allInnerTexts();
const box = () => page.getByRole('textbox', { name: 'Message' });
const button = (name: string) => page.getByRole('button', { name, exact: true });

/** A first reply that is being written. */
const startReply = async (): Promise<string> => {
  await openDirectoryWindow(page);
  await box().fill('First');
  await page.keyboard.press('Enter');
  await button('Stop').waitFor();
  const id = await page.evaluate(() => [...window.workbench.engine.stored.keys()][0]);
  if (id === undefined) throw new Error('nothing was sent');
  return id;
};
const queue = async (text: string): Promise<void> => {
  await box().fill(text);
  await page.keyboard.press('Enter');
  await queued().getByText(text, { exact: true }).waitFor();
};

test('a message is queued by Enter, shown above the box, changed, removed and brought back', async () => {
  const conversationId = await startReply();
  await queue('Second');
  await queued().getByText('Sent when the reply ends').waitFor();
  expect(await box().inputValue()).toBe('');
  expect(await callsOf(page, 'queue.add')).toMatchObject([{ conversationId, text: 'Second' }]);
  expect(await callsOf(page, 'chat.send')).toHaveLength(1);
  expect(await seriousViolations(page)).toEqual([]);

  await box().fill('more');
  await button('Edit the queued message').click();
  await expect.poll(() => box().inputValue()).toBe('Second\n\nmore');
  await expect.poll(() => focusedName(page)).toBe('Message');
  await queued().waitFor({ state: 'hidden' });

  await page.keyboard.press('Enter');
  await button('Remove the queued message').click();
  await queued().waitFor({ state: 'hidden' });
  await expect.poll(() => focusedName(page)).toBe('Message');
  await button('Undo').click();
  await expect.poll(texts).toEqual(['Second\n\nmore']);
});

// Catches: one text out of two, an Undo that puts it at the wrong place, a row whose button acts on another row.
test('several are a list: moved by keyboard, removed and brought back to their place', async () => {
  await startReply();
  for (const text of ['Second', 'Third', 'Fourth']) await queue(text);
  await queued().getByText('3 messages, sent one after the other').waitFor();
  await button('Move queued message 3 up').focus();
  await page.keyboard.press('Enter');
  await expect.poll(texts).toEqual(['Second', 'Fourth', 'Third']);
  expect(await focusedName(page)).toBe('Move queued message 2 up');
  await page.keyboard.press('Enter');
  await expect.poll(texts).toEqual(['Fourth', 'Second', 'Third']);
  // At the top it stays in the focus, and does nothing more.
  expect(await focusedName(page)).toBe('Move queued message 1 up');
  await page.keyboard.press('Enter');
  expect(await callsOf(page, 'queue.moveUp')).toHaveLength(2);

  await button('Remove queued message 2').click();
  await expect.poll(texts).toEqual(['Fourth', 'Third']);
  await button('Undo').click();
  await expect.poll(texts).toEqual(['Fourth', 'Second', 'Third']);
  expect(await seriousViolations(page)).toEqual([]);
});

test.each([
  ['stopped', 'Paused because the reply was stopped'],
  ['failed', 'Paused because the reply failed'],
  ['interrupted', 'Paused because the reply was interrupted'],
] as const)(
  'after a reply that is %s it says why it waits, and a press sends the first',
  async (status, sentence) => {
    const conversationId = await startReply();
    await queue('Second');
    await queue('Third');
    await page.evaluate(
      ([id, ended]) => {
        const error = ended === 'failed' ? { code: 'auth' as const, message: '' } : null;
        window.workbench.engine.settle(id, ended, error);
      },
      [conversationId, status] as const,
    );
    await queued().getByText(sentence).waitFor();
    await queued().getByRole('button', { name: 'Send now' }).click();
    const [first] = (await callsOf(page, 'queue.add')) as { messageId: string }[];
    expect(await callsOf(page, 'queue.send')).toEqual([{ conversationId, messageId: first?.messageId }]);
  },
);
