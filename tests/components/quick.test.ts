import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { callsOf, focusedName, openDirectoryWindow } from './directory-window';
import { openWorkbench, type OpenWorkbench } from './open-workbench';
import { seriousViolations } from './serious-violations';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
  await page.setViewportSize({ width: 640, height: 560 });
});
afterAll(() => workbench.close());

const box = () => page.getByRole('textbox', { name: 'Message' });
const ask = async (text: string): Promise<string> => {
  await box().fill(text);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  return page.evaluate(() => [...window.workbench.engine.stored.keys()].at(-1) ?? '');
};

describe('the quick window', () => {
  beforeEach(async () => {
    await page.goto('app://workbench/index.html');
    await page.waitForFunction(() => 'workbench' in window);
    await page.evaluate(() => window.workbench.mountQuick());
    await box().waitFor();
  });

  test('has the focus in its box, keeps its own draft, and is clean for screen readers', async () => {
    await page.keyboard.type('half a question');
    await expect
      .poll(() => page.evaluate(() => [...window.workbench.engine.drafts]))
      .toEqual([['quick', 'half a question']]);
    expect(await seriousViolations(page)).toEqual([]);
    await ask('A question');
    expect(await callsOf(page, 'chat.send')).toMatchObject([{ text: 'A question', draftKey: 'quick' }]);
    expect(await seriousViolations(page)).toEqual([]);
  });

  // Catches: an Esc that hides a window whose reply goes on unseen, or that stops nothing.
  test('Esc stops a reply first, then hides', async () => {
    await ask('A question');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Send' }).waitFor();
    expect(
      [await callsOf(page, 'chat.stop'), await callsOf(page, 'quick.hide')].map(({ length }) => length),
    ).toEqual([1, 0]);
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await callsOf(page, 'quick.hide')).length).toBe(1);
  });

  test('an open dialog keeps its Esc', async () => {
    await page.keyboard.press('Control+Shift+M');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await callsOf(page, 'quick.hide')).toEqual([]);
  });

  test('goes on in Parley with its conversation, and begins anew here', async () => {
    const conversationId = await ask('A question');
    await page.evaluate((id) => window.workbench.engine.settle(id), conversationId);
    await page.getByRole('button', { name: 'Open in Parley' }).click();
    expect(await callsOf(page, 'quick.leave')).toEqual([{ conversationId, command: null }]);
    await page.getByRole('heading', { name: 'Quick question' }).waitFor();
    // With nothing asked yet, what is written stays where it is.
    await box().fill('not sent');
    await page.keyboard.press('Control+Enter');
    expect(await callsOf(page, 'quick.leave')).toHaveLength(2);
    expect(await callsOf(page, 'chat.send')).toHaveLength(1);
    expect(await box().inputValue()).toBe('not sent');
  });

  test('where Ctrl+Enter sends, it goes on in Parley only from an empty box', async () => {
    await page.evaluate(async () => {
      await window.workbench.engine.call('settings.update', { patch: { sendKey: 'mod-enter' } });
    });
    await box().fill('A question');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    expect(await callsOf(page, 'quick.leave')).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await callsOf(page, 'quick.leave')).length).toBe(1);
  });

  test('"New" begins another conversation; what it has no room for is asked of a large window', async () => {
    await ask('A question');
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('heading', { name: 'Quick question' }).waitFor();
    await expect.poll(() => focusedName(page)).toBe('Message');
    await page.keyboard.press('Control+,');
    await expect
      .poll(() => callsOf(page, 'quick.leave'))
      .toEqual([{ conversationId: null, command: 'open-settings' }]);
  });
});

describe('its key', () => {
  const toggle = () => page.getByRole('switch', { name: 'A key for the quick window' });
  const key = (keys: string) => page.getByRole('button', { name: `Open the quick window: ${keys}` });
  beforeEach(async () => {
    await openDirectoryWindow(page);
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'Shortcuts' }).click();
    await toggle().click();
    await key('Ctrl+Shift+Space').waitFor();
  });

  test('is another one by a press, but none that Parley or every program needs', async () => {
    await key('Ctrl+Shift+Space').click();
    await page.keyboard.press('Control+s');
    await page.getByRole('alert').filter({ hasText: 'Other programs need this key' }).waitFor();
    await page.keyboard.press('Control+Shift+N');
    await page.getByRole('alert').filter({ hasText: 'for “New window” in Parley' }).waitFor();
    await page.keyboard.press('Alt+Shift+P');
    await key('Alt+Shift+P').waitFor();
    expect(await callsOf(page, 'settings.update')).toContainEqual({ patch: { quickKey: 'Alt+Shift+P' } });
    expect(await seriousViolations(page)).toEqual([]);
  });

  test('that the system does not give is said, and so is what Wayland does', async () => {
    const be = (state: string, isWayland: boolean) =>
      page.evaluate(
        ([next, wayland]) => {
          const { engine } = window.workbench;
          engine.quickKey = { state: next, isWayland: wayland };
          engine.emit({ type: 'settings.changed' });
        },
        [state, isWayland] as const,
      );
    await be('refused', false);
    await page.getByRole('alert').filter({ hasText: 'another program may have it' }).waitFor();
    await be('on', true);
    await page.getByText('On Wayland the desktop decides').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
