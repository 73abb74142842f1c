import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
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

const palette = () => dialog(page, 'Command palette');
const option = (name: string) => palette().getByRole('option', { name, exact: true });
const openPalette = async (): Promise<void> => {
  await page.keyboard.press('Control+k');
  await palette().getByRole('searchbox').waitFor();
};
/** Runs what the letters find first. */
const runFromPalette = async (letters: string, name: string): Promise<void> => {
  await openPalette();
  await page.keyboard.type(letters);
  await palette().locator('[role=option][data-active]', { hasText: name }).waitFor();
  await page.keyboard.press('Enter');
  await palette().waitFor({ state: 'hidden' });
};
const seed = (title: string, count = 4): Promise<string> =>
  page.evaluate(([name, length]) => window.workbench.engine.seed(name, length), [title, count] as const);
const openByLink = async (title: string): Promise<void> => {
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('log').getByRole('article').first().waitFor();
};

describe('the command palette', () => {
  beforeEach(async () => {
    await openDirectoryWindow(page);
  });

  test('opens by its key, shows keys, is clean for screen readers, and gives the focus back', async () => {
    await page.getByRole('textbox', { name: 'Message' }).focus();
    await openPalette();
    await option('New conversation').waitFor();
    expect(await option('New conversation').getAttribute('aria-description')).toBe('Ctrl+N');
    // Enter must not set what is set: the list begins at its top.
    expect(await palette().locator('[role=option][data-active]').getAttribute('aria-label')).toBe(
      'New conversation',
    );
    expect(await palette().getByText('Ctrl+Shift+F').isVisible()).toBe(true);
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await palette().waitFor({ state: 'hidden' });
    await expect.poll(() => focusedName(page)).toBe('Message');
  });

  // Catches: a name that stands in the list of keys and finds nothing, because the command is called by what it does now.
  test('finds a command by all that it may do', async () => {
    await seed('First');
    await openByLink('First');
    await openPalette();
    for (const [typed, found] of [
      ['pin or unpin the conv', /^(Pin|Unpin) the conversation/],
      ['archive the conversation, or', /^(Archive the|Take the) conversation/],
    ] as const) {
      await palette().getByRole('searchbox').fill(typed);
      await palette().getByRole('option', { name: found }).waitFor();
    }
    await page.keyboard.press('Escape');
  });

  test('does not offer what would do nothing', async () => {
    await openPalette();
    await option('New conversation').waitFor();
    for (const name of ['Rename the conversation', 'Regenerate the reply', 'Stop the reply']) {
      expect([name, await option(name).count()]).toEqual([name, 0]);
    }
    await page.keyboard.press('Escape');
    await seed('Rye bread');
    await openByLink('Rye bread');
    await openPalette();
    await option('Rename the conversation').waitFor();
    await option('Regenerate the reply').waitFor();
    expect(await option('Stop the reply').count()).toBe(0);
  });

  test('jumps to a conversation, the last ones first', async () => {
    await seed('Rye bread, second attempt');
    await seed('Letter to the landlord');
    await seed('Which laptop?');
    await openByLink('Which laptop?');
    await openPalette();
    await option('Letter to the landlord').waitFor();
    const names = await palette()
      .getByRole('group', { name: 'Recent conversations' })
      .getByRole('option')
      .all();
    expect(await Promise.all(names.map((each) => each.getAttribute('aria-label')))).toEqual([
      'Letter to the landlord',
      'Rye bread, second attempt',
    ]);
    await page.keyboard.type('rye br');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Rye bread, second attempt' }).waitFor();
    await expect.poll(() => focusedName(page)).toBe('Message');
  });

  test('does to the shown conversation what its menu does', async () => {
    const id = await seed('Rye bread');
    await openByLink('Rye bread');
    await runFromPalette('pin', 'Pin the conversation');
    await page.getByText('“Rye bread” was pinned').waitFor();
    await runFromPalette('unpin', 'Unpin the conversation');
    await runFromPalette('rename', 'Rename the conversation');
    await expect.poll(() => focusedName(page)).toBe('Title');
    await page.keyboard.type('Wheat bread');
    await page.keyboard.press('Enter');
    expect(await callsOf(page, 'conversation.rename')).toEqual([
      { conversationId: id, title: 'Wheat bread' },
    ]);
    await runFromPalette('delete the con', 'Delete the conversation');
    await page.getByText('was deleted').waitFor();
    expect(await callsOf(page, 'conversation.organise')).toMatchObject([
      { change: { type: 'pin', isPinned: true } },
      { change: { type: 'pin', isPinned: false } },
      { conversationIds: [id], change: { type: 'trash' } },
    ]);
  });

  test('opens the dialogs of the list also where the list is hidden', async () => {
    await seed('Rye bread');
    await openByLink('Rye bread');
    await page.keyboard.press('Control+b');
    await page.getByRole('navigation', { name: 'Conversations' }).waitFor({ state: 'hidden' });
    await runFromPalette('move to folder', 'Move the conversation to a folder…');
    await page.getByRole('dialog').filter({ hasText: 'folder' }).waitFor();
    await page.keyboard.press('Escape');
    await runFromPalette('show trash', 'Show the trash');
    await page.getByRole('heading', { name: 'Trash' }).waitFor();
  });

  test('is about the message that had the focus', async () => {
    await seed('Rye bread', 6);
    await openByLink('Rye bread');
    const second = page.getByRole('article').nth(1);
    const messageId = await second.getAttribute('data-message-id');
    await second.focus();
    await runFromPalette('star', 'Star the message');
    await expect
      .poll(() => callsOf(page, 'message.setStarred'))
      .toMatchObject([{ messageId, isStarred: true }]);
  });

  test('changes the theme', async () => {
    await runFromPalette('high contrast', 'Theme: High contrast');
    await page.waitForFunction(() => document.documentElement.dataset['theme'] === 'high-contrast');
  });
});

describe('keys of one’s own', () => {
  const keyOf = (title: string) => page.getByRole('button', { name: new RegExp(`^${title}:`) });
  const openShortcuts = async (): Promise<void> => {
    await openDirectoryWindow(page);
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'Shortcuts' }).click();
  };
  const chosen = (): Promise<unknown> => page.evaluate(() => window.workbench.engine.settings.shortcuts);

  test('a key is changed by pressing another one, and works at once', async () => {
    await openShortcuts();
    await keyOf('Show or hide the list').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+j');
    await expect.poll(chosen).toEqual({ 'toggle-sidebar': 'Mod+J' });
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog(page, 'Settings').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+b');
    await page.keyboard.press('Control+j');
    await page.getByRole('navigation', { name: 'Conversations' }).waitFor({ state: 'hidden' });
  });

  test('a key of writing is refused in a sentence, and Esc leaves the recording, not the dialog', async () => {
    await openShortcuts();
    await keyOf('New conversation').click();
    await page.keyboard.press('x');
    await page.getByRole('alert').filter({ hasText: 'needed for writing' }).waitFor();
    await page.keyboard.press('Control+c');
    await page.getByRole('alert').filter({ hasText: 'copies' }).waitFor();
    await page.keyboard.press('Control+,');
    await page.getByRole('alert').filter({ hasText: 'must keep one' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('alert').waitFor({ state: 'hidden' });
    expect(await dialog(page, 'Settings').isVisible()).toBe(true);
    expect(await chosen()).toEqual({});
  });

  test('a key in use is named; it moves, and comes back with a reset', async () => {
    await openShortcuts();
    await keyOf('New conversation').click();
    await page.keyboard.press('Control+b');
    await page.getByRole('alert').filter({ hasText: 'is used for “Show or hide the list”' }).waitFor();
    expect(await chosen()).toEqual({});
    await page.getByRole('button', { name: 'Use it here' }).click();
    await page.getByRole('button', { name: 'Show or hide the list: None' }).waitFor();
    await page.getByRole('button', { name: 'New conversation: Ctrl+B' }).waitFor();
    await page.getByRole('button', { name: 'Reset New conversation' }).click();
    await page.getByRole('button', { name: 'Show or hide the list: Ctrl+B' }).waitFor();
    expect(await chosen()).toEqual({});
  });

  test('a key is taken away by Backspace, but not that of Settings; all are reset together', async () => {
    await openShortcuts();
    await keyOf('New window').click();
    await page.keyboard.press('Backspace');
    await page.getByRole('button', { name: 'New window: None' }).waitFor();
    await keyOf('Settings…').click();
    await page.keyboard.press('Backspace');
    await page.getByRole('alert').waitFor();
    expect(await chosen()).toEqual({ 'new-window': null });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Reset all' }).click();
    await page.getByRole('button', { name: 'New window: Ctrl+Shift+N' }).waitFor();
  });
});
