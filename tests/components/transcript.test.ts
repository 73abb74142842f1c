import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openWorkbench, type OpenWorkbench } from './open-workbench';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench.close());
beforeEach(async () => {
  await page.goto('app://workbench/index.html');
  await page.waitForFunction(() => 'workbench' in window);
  await page.evaluate(() => window.workbench.mountWindow());
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
});

const log = () => page.getByRole('log', { name: 'Transcript' });

const seed = (title: string, count: number): Promise<string> =>
  page.evaluate(
    ([name, length]) => {
      const words =
        'Because a change is first written to a separate file, and only a complete transaction counts. ';
      const { engine } = window.workbench;
      return engine.seed(name, length, (index) =>
        index === length - 1 ? 'The LAST words.' : `Number ${index}. ${words.repeat(1 + (index % 5))}`,
      );
    },
    [title, count] as const,
  );

const open = async (title: string): Promise<void> => {
  await page.getByRole('link', { name: title }).click();
  await log().getByText('The LAST words.').waitFor();
};

const distanceToEnd = (): Promise<number> =>
  log().evaluate((element) => Math.round(element.scrollHeight - element.clientHeight - element.scrollTop));

/** Runs a step in the page, lets two frames be painted, and answers what `measure` says then. */
const nextFrames = (): Promise<void> =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );

const ask = async (text: string): Promise<string> => {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Enter');
  await page.locator('article[data-status="streaming"]').waitFor();
  return page.evaluate(
    () =>
      [...window.workbench.engine.stored.values()].find(({ live }) => live !== null)?.conversation.id ?? '',
  );
};

const say = (id: string, text: string): Promise<void> =>
  page.evaluate(([conversation, words]) => window.workbench.engine.say(conversation, words), [
    id,
    text,
  ] as const);

/** Where the first message in sight stands, and which it is. */
const anchor = (): Promise<{ readonly id: string; readonly top: number }> =>
  log().evaluate((element) => {
    const edge = element.getBoundingClientRect().top;
    const article = [...element.querySelectorAll('article')].find(
      (one) => one.getBoundingClientRect().bottom > edge + 40,
    );
    return {
      id: article?.dataset['messageId'] ?? '',
      top: Math.round(article?.getBoundingClientRect().top ?? 0),
    };
  });

const topOf = (id: string): Promise<number> =>
  page
    .locator(`article[data-message-id="${id}"]`)
    .evaluate((one) => Math.round(one.getBoundingClientRect().top));

describe('a long conversation', () => {
  test('of 10,000 messages opens at its end with few elements on the page', async () => {
    await seed('Long', 10_000);
    await open('Long');
    await expect.poll(distanceToEnd).toBeLessThanOrEqual(1);
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(1500);
  });

  test('older messages come in above without moving what is read', async () => {
    await seed('Long', 200);
    await open('Long');
    await expect.poll(distanceToEnd).toBeLessThanOrEqual(1);
    const before = await log().evaluate((element) => element.scrollHeight);
    await log().hover();
    await page.mouse.wheel(0, -400);
    await nextFrames();
    await log().evaluate((element) => {
      element.scrollTop = 900;
    });
    await nextFrames();
    const { id, top } = await anchor();
    await expect.poll(() => log().evaluate((element) => element.scrollHeight)).toBeGreaterThan(before + 500);
    await expect.poll(async () => Math.abs((await topOf(id)) - top)).toBeLessThanOrEqual(2);
  });
});

// Catches: buttons that nobody can press being made for every message that scrolls by, and a place that moves when they come.
test('what can be done with a message is made when scrolling has ended, and moves nothing', async () => {
  await seed('Long', 200);
  await open('Long');
  await expect.poll(distanceToEnd).toBeLessThanOrEqual(1);
  const bare = log().locator('article:not(:has(button))');
  const whileScrolling = await log().evaluate(async (element) => {
    let most = 0;
    for (let step = 0; step < 15; step += 1) {
      element.scrollTop -= 300;
      await new Promise((drawn) => requestAnimationFrame(drawn));
      most = Math.max(most, element.querySelectorAll('article:not(:has(button))').length);
    }
    return most;
  });
  expect(whileScrolling).toBeGreaterThan(2);
  const { id, top } = await anchor();
  await expect.poll(() => bare.count()).toBe(0);
  expect(await topOf(id)).toBe(top);
});

describe('while a reply is written', () => {
  const paragraph =
    'Then the log cannot grow, the statement fails, and nothing that was acknowledged is touched.\n\n';

  test('the view follows it from the end, with no frame that lags behind', async () => {
    const id = await ask('And on a full disk?');
    const worst = await page.evaluate(
      async ([conversation, text]) => {
        const element = document.querySelector('[role=log]');
        let most = 0;
        for (let index = 0; index < 60; index += 1) {
          window.workbench.engine.say(conversation, text);
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
          if (element !== null)
            most = Math.max(most, element.scrollHeight - element.clientHeight - element.scrollTop);
        }
        return most;
      },
      [id, paragraph] as const,
    );
    expect(worst).toBeLessThanOrEqual(2);
  });

  test('the view stays where a person has scrolled to, and Jump to latest goes back', async () => {
    const id = await ask('And on a full disk?');
    for (let index = 0; index < 40; index += 1) await say(id, paragraph);
    await expect.poll(distanceToEnd).toBeLessThanOrEqual(2);
    await log().hover();
    await page.mouse.wheel(0, -500);
    await page.getByRole('button', { name: 'Jump to latest' }).waitFor();
    const place = await log().evaluate((element) => element.scrollTop);
    for (let index = 0; index < 30; index += 1) await say(id, paragraph);
    await nextFrames();
    expect(await log().evaluate((element) => element.scrollTop)).toBe(place);
    await page.getByRole('button', { name: 'Jump to latest' }).click();
    await expect.poll(distanceToEnd).toBeLessThanOrEqual(2);
    await say(id, paragraph);
    await nextFrames();
    expect(await distanceToEnd()).toBeLessThanOrEqual(2);
  });

  test('only its article changes: finished ones are not drawn again', async () => {
    await seed('Short', 6);
    await open('Short');
    const id = await ask('Again?');
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      new MutationObserver((records) => {
        for (const { target } of records) {
          const article = (target instanceof Element ? target : target.parentElement)?.closest('article');
          if (article !== null && article !== undefined) seen.push(article.dataset['status'] ?? '');
        }
      }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    for (let index = 0; index < 10; index += 1) await say(id, paragraph);
    await nextFrames();
    const seen = await page.evaluate(() => [...new Set((window as unknown as { seen: string[] }).seen)]);
    expect(seen).toEqual(['streaming']);
  });

  test('it is announced in a few sentences, not word by word', async () => {
    const id = await ask('Say something');
    const status = page.locator('.transcript [role=status]');
    await expect.poll(() => status.textContent()).toBe('Reply started');
    await say(id, 'one two three');
    await nextFrames();
    expect(await status.textContent()).toBe('Reply started');
    await page.evaluate((conversation) => window.workbench.engine.settle(conversation), id);
    await expect.poll(() => status.textContent()).toBe('Reply finished, 3 words');
  });

  test('Stop takes the place of Send, and Escape stops too', async () => {
    await ask('Long story');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('article[data-status="stopped"]').waitFor();
    await page.getByRole('button', { name: 'Send' }).waitFor();
  });
});

describe('a reply that ended badly', () => {
  test('says why, and offers what can be done', async () => {
    const id = await ask('Hello?');
    await page.evaluate(
      (conversation) =>
        window.workbench.engine.settle(conversation, 'failed', {
          code: 'auth',
          message: 'Incorrect API key provided.',
          providerId: 'openai',
        }),
      id,
    );
    const alert = page.locator('article[data-status="failed"]').getByRole('alert');
    expect(await alert.innerText()).toContain('OpenAI did not accept the key');
    await alert.getByRole('button', { name: 'Retry' }).waitFor();
    await alert.getByRole('button', { name: 'Open provider settings' }).waitFor();
  });
});

test('nothing was asked of the network, and the page reported no fault', () => {
  expect(workbench.foreignRequests).toEqual([]);
  expect(workbench.problems).toEqual([]);
});

// Catches: thoughts that one has to open while they come, stay in the way after, or have no duration or tokens.
test('thoughts are seen while they come, and are one line with time and tokens after', async () => {
  const id = await ask('How many?');
  await page.evaluate((conversation) => {
    window.workbench.engine.write(conversation, {
      type: 'append',
      index: 0,
      kind: 'thinking',
      text: 'Counting the letters.',
    });
  }, id);
  const thoughts = page.getByRole('group', { name: 'Thoughts' });
  await thoughts.getByText('Counting the letters.').waitFor();
  await page.evaluate((conversation) => {
    const { engine } = window.workbench;
    const part = { type: 'thinking', text: 'Counting the letters.', durationMs: 8200 } as const;
    engine.write(conversation, { type: 'put', index: 0, part });
    engine.write(conversation, { type: 'append', index: 1, kind: 'text', text: 'Three.' });
    const stored = [...engine.stored.values()].find(({ live }) => live !== null);
    if (stored === undefined) throw new Error('nothing streams');
    stored.messages = stored.messages.map((message) =>
      message.meta === null
        ? message
        : { ...message, meta: { ...message.meta, usage: { ...message.meta.usage, reasoning: 1302 } } },
    );
    engine.settle(conversation);
  }, id);
  const line = page.getByRole('button', { name: 'Thought for 8.2 s · 1,302 tokens' });
  await line.waitFor();
  expect(await line.getAttribute('aria-expanded')).toBe('false');
  expect(await page.getByText('Counting the letters.').count()).toBe(0);
  await line.press('Enter');
  await page.getByText('Counting the letters.').waitFor();
});
