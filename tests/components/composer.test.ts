import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openWorkbench, type OpenWorkbench } from './open-workbench';
import { seriousViolations } from './serious-violations';

declare global {
  interface Window {
    letGo: () => void;
  }
}

let workbench: OpenWorkbench;
let page: Page;
let devtools: CDPSession;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
  devtools = await page.context().newCDPSession(page);
});
afterAll(() => workbench.close());
beforeEach(async () => {
  await page.goto('app://workbench/index.html');
  await page.waitForFunction(() => 'workbench' in window);
  await page.evaluate(() => window.workbench.mountWindow());
  await composer().waitFor();
});

const composer = () => page.getByRole('textbox', { name: 'Message' });
const questions = () => page.locator('article[data-role="user"]');

test('it has the focus when the window opens', async () => {
  await page.keyboard.type('typed at once');
  expect(await composer().inputValue()).toBe('typed at once');
});

test('Shift+Enter makes a line, Enter sends, and the field is empty once the message is stored', async () => {
  await page.keyboard.type('one');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('two');
  await page.keyboard.press('Enter');
  expect(await questions().innerText()).toContain('one\ntwo');
  await expect.poll(() => composer().inputValue()).toBe('');
});

test('the Enter that chooses a candidate of an input method does not send', async () => {
  await composer().focus();
  await devtools.send('Input.imeSetComposition', { text: '漢字', selectionStart: 2, selectionEnd: 2 });
  await devtools.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  });
  await devtools.send('Input.insertText', { text: '漢字' });
  expect(await questions().count()).toBe(0);
  expect(await composer().inputValue()).toBe('漢字');
  await page.keyboard.press('Enter');
  await questions().filter({ hasText: '漢字' }).waitFor();
});

test('a message that could not be stored stays in the field, with a sentence', async () => {
  await page.evaluate(() => {
    window.workbench.engine.failNext = { route: 'chat.send', error: { code: 'storage.full', message: '' } };
  });
  await page.keyboard.type('precious words');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Nothing more can be stored' }).waitFor();
  expect(await composer().inputValue()).toBe('precious words');
  expect(await questions().count()).toBe(0);
  await page.keyboard.press('Enter');
  await questions().filter({ hasText: 'precious words' }).waitFor();
});

describe('while a message is on its way', () => {
  const hold = () =>
    page.evaluate(() => {
      window.letGo = window.workbench.engine.hold('chat.send');
    });
  const letGo = () => page.evaluate(() => window.letGo());
  const draftOf = (key: string) =>
    page.evaluate((asked) => window.workbench.engine.drafts.get(asked) ?? '', key);
  const newest = () => page.evaluate(() => [...window.workbench.engine.stored.keys()].at(-1) ?? '');

  // Catches: a box that takes no key before the disk has answered, and keys that are lost with the answer.
  test('the box is free at once, and what is typed into it stays with the conversation', async () => {
    await hold();
    await page.keyboard.type('first');
    await page.keyboard.press('Enter');
    await questions().filter({ hasText: 'first' }).waitFor();
    await expect.poll(() => composer().inputValue()).toBe('');
    await page.keyboard.type('and a second');
    await letGo();
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    expect(await composer().inputValue()).toBe('and a second');
    await expect.poll(async () => draftOf(await newest())).toBe('and a second');
    expect(await draftOf('new')).toBe('');
    await page.keyboard.type(' thought');
    expect(await composer().inputValue()).toBe('and a second thought');
    expect(await questions().count()).toBe(1);
  });

  test('and is not stored after all, it stands above what was typed since', async () => {
    await hold();
    await page.evaluate(() => {
      const error = { code: 'storage.full', message: '' } as const;
      window.workbench.engine.failNext = { route: 'chat.send', error };
    });
    await page.keyboard.type('precious words');
    await page.keyboard.press('Enter');
    await expect.poll(() => composer().inputValue()).toBe('');
    await page.keyboard.type('and more');
    await letGo();
    await expect.poll(() => composer().inputValue()).toBe('precious words\nand more');
    await expect.poll(() => draftOf('new')).toBe('precious words\nand more');
  });

  const queued = () => page.getByRole('region', { name: 'Queued messages' });
  const callsOf = (route: string) =>
    page.evaluate(
      (name) => window.workbench.engine.calls.filter((call) => call.route === name).map(({ input }) => input),
      route,
    );

  // Catches: an Enter that does nothing, and a text that is sent twice, lost, or overtaken by the one behind it.
  test('Enter queues the next ones behind it, and they follow in their order', async () => {
    await hold();
    for (const text of ['first', 'second', 'third']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
      await expect.poll(() => composer().inputValue()).toBe('');
    }
    // With nothing written it sends nothing.
    await page.keyboard.press('Enter');
    await page.keyboard.type('and a draft');
    await queued().getByText('2 messages, sent one after the other').waitFor();
    expect(await queued().locator('.queued-text').allInnerTexts()).toEqual(['second', 'third']);
    expect(await seriousViolations(page)).toEqual([]);
    expect(await callsOf('queue.add')).toEqual([]);
    await letGo();
    await queued().getByRole('button', { name: 'Send now' }).waitFor();
    await expect
      .poll(() =>
        queued()
          .getByRole('button', { name: /^Remove/ })
          .count(),
      )
      .toBe(2);
    const conversationId = await newest();
    expect(await callsOf('queue.add')).toMatchObject([
      { conversationId, text: 'second' },
      { conversationId, text: 'third' },
    ]);
    expect(await callsOf('chat.send')).toMatchObject([{ conversationId, text: 'first' }]);
    expect(await composer().inputValue()).toBe('and a draft');
    await expect.poll(() => draftOf(conversationId)).toBe('and a draft');
    expect(await draftOf('new')).toBe('');
  });

  test('and is not stored after all, what was to follow it stands below it', async () => {
    await hold();
    await page.evaluate(() => {
      const error = { code: 'storage.full', message: '' } as const;
      window.workbench.engine.failNext = { route: 'chat.send', error };
    });
    for (const text of ['first', 'second']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
      await expect.poll(() => composer().inputValue()).toBe('');
    }
    await page.keyboard.type('third');
    await letGo();
    await expect.poll(() => composer().inputValue()).toBe('first\nsecond\nthird');
    await expect.poll(() => draftOf('new')).toBe('first\nsecond\nthird');
    expect(await queued().count()).toBe(0);
    expect(await callsOf('queue.add')).toEqual([]);
  });

  test('and what follows cannot be queued, it stands in the box of its conversation', async () => {
    await hold();
    for (const text of ['first', 'second']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
      await expect.poll(() => composer().inputValue()).toBe('');
    }
    await page.evaluate(() => {
      const error = { code: 'storage.full', message: '' } as const;
      window.workbench.engine.failNext = { route: 'queue.add', error };
    });
    await letGo();
    await page.getByText('Nothing more can be stored').waitFor();
    expect(await composer().inputValue()).toBe('second');
    await expect.poll(async () => draftOf(await newest())).toBe('second');
    expect(await questions().count()).toBe(1);
    expect(await draftOf('new')).toBe('');
  });

  test('Enter queues behind one that is still being queued', async () => {
    await page.keyboard.type('first');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await page.evaluate(() => {
      window.letGo = window.workbench.engine.hold('queue.add');
    });
    for (const text of ['second', 'third']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
      await expect.poll(() => composer().inputValue()).toBe('');
    }
    await letGo();
    await expect.poll(() => queued().locator('.queued-text').allInnerTexts()).toEqual(['second', 'third']);
    expect(await composer().inputValue()).toBe('');
  });

  test('another conversation may be opened: an Enter there sends nothing to the one before', async () => {
    await page.evaluate(() => window.workbench.engine.seed('Other', 2));
    await hold();
    await page.keyboard.type('first');
    await page.keyboard.press('Enter');
    await expect.poll(() => composer().inputValue()).toBe('');
    await page.keyboard.type('more');
    await page.getByRole('link', { name: 'Other' }).click();
    await composer().press('Enter');
    expect(await composer().inputValue()).toBe('more');
    await letGo();
    await expect.poll(async () => draftOf(await newest())).toBe('more');
    expect(await callsOf('queue.add')).toEqual([]);
  });

  test('another conversation may be opened: each box keeps its own text', async () => {
    const other = await page.evaluate(() => window.workbench.engine.seed('Other', 2));
    await page.evaluate((id) => window.workbench.engine.drafts.set(id, 'for the other'), other);
    await hold();
    await page.keyboard.type('first');
    await page.keyboard.press('Enter');
    await expect.poll(() => composer().inputValue()).toBe('');
    await page.keyboard.type('and a second');
    await page.getByRole('link', { name: 'Other' }).click();
    await letGo();
    await expect.poll(() => composer().inputValue()).toBe('for the other');
    await expect.poll(async () => draftOf(await newest())).toBe('and a second');
    expect(await draftOf(other)).toBe('for the other');
  });
});

test('drafts are stored per conversation and come back', async () => {
  const first = await page.evaluate(() => window.workbench.engine.seed('First', 2));
  await page.keyboard.type('for a new one');
  await expect
    .poll(() => page.evaluate(() => window.workbench.engine.drafts.get('new')))
    .toBe('for a new one');
  await page.getByRole('link', { name: 'First' }).click();
  await expect.poll(() => composer().inputValue()).toBe('');
  await composer().fill('for the first');
  await page.getByRole('button', { name: 'New conversation' }).click();
  await expect.poll(() => composer().inputValue()).toBe('for a new one');
  expect(await page.evaluate((id) => window.workbench.engine.drafts.get(id), first)).toBe('for the first');
  await page.getByRole('link', { name: 'First' }).click();
  await expect.poll(() => composer().inputValue()).toBe('for the first');
});

test('it grows with its text, up to two fifths of the window', async () => {
  const height = () => composer().evaluate((field) => field.getBoundingClientRect().height);
  const low = await height();
  await composer().fill('line\n'.repeat(6));
  expect(await height()).toBeGreaterThan(low + 60);
  await composer().fill('line\n'.repeat(200));
  expect(await height()).toBeLessThanOrEqual(0.4 * (await page.evaluate(() => window.innerHeight)) + 1);
});

test('keys reach the whole window', async () => {
  await page.evaluate(() => window.workbench.engine.seed('First', 2));
  await page.keyboard.press('Control+Shift+F');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Search');
  await page.keyboard.press('Control+l');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Message');
  await page.keyboard.press('Control+b');
  await page.getByRole('navigation', { name: 'Conversations' }).waitFor({ state: 'detached' });
  await page.keyboard.press('Control+b');
  await page.getByRole('navigation', { name: 'Conversations' }).waitFor();
  await page.keyboard.press('F6');
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('nav')?.getAttribute('aria-label')))
    .toBe('Conversations');
});
