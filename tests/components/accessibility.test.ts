import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkbench, type OpenWorkbench } from './open-workbench';
import { seriousViolations } from './serious-violations';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench.close());

const answer =
  'Because a change is written to the *log* first.\n\n```sql\nPRAGMA journal_mode = WAL; -- durable\n```\n\n| a | b |\n|---|---|\n| 1 | `2` |\n\n- [x] done\n\n[More](https://example.com)';

const states: readonly { readonly name: string; readonly prepare: () => Promise<void> }[] = [
  { name: 'a new conversation', prepare: () => Promise.resolve() },
  {
    name: 'a first run',
    prepare: async () => {
      await page.evaluate(() => {
        window.workbench.engine.settings = { ...window.workbench.engine.settings, isWelcomeDone: false };
        window.workbench.engine.emit({ type: 'settings.changed' });
      });
      await page.getByRole('heading', { name: 'Welcome to Parley' }).waitFor();
    },
  },
  {
    name: 'a conversation',
    prepare: async () => {
      await page.evaluate(
        (text) => void window.workbench.engine.seed('Logs', 8, (i) => (i % 2 ? text : `Why? ${i}`)),
        answer,
      );
      await page.getByRole('link', { name: 'Logs' }).click();
      await page.locator('article .hljs-comment').first().waitFor();
    },
  },
  {
    name: 'a reply that streams',
    prepare: async () => {
      await page.keyboard.type('Why?');
      await page.keyboard.press('Enter');
      await page.locator('article[data-status="streaming"]').waitFor();
      await page.evaluate((text) => {
        const { engine } = window.workbench;
        const id = [...engine.stored.keys()].at(-1) ?? '';
        engine.write(id, { type: 'append', index: 0, kind: 'thinking', text: 'First, the log.' });
        engine.write(id, { type: 'append', index: 1, kind: 'text', text });
      }, answer);
      await page.locator('article[data-status="streaming"] .md').first().waitFor();
    },
  },
  {
    name: 'a reply that failed',
    prepare: async () => {
      await page.keyboard.type('Why?');
      await page.keyboard.press('Enter');
      await page.locator('article[data-status="streaming"]').waitFor();
      await page.evaluate(() => {
        const { engine } = window.workbench;
        const error = {
          code: 'rate-limited',
          message: 'Slow down.',
          providerId: 'openai',
          retryAfterMs: 34_000,
        } as const;
        engine.settle([...engine.stored.keys()].at(-1) ?? '', 'failed', error);
      });
      await page.getByRole('alert').waitFor();
    },
  },
];

describe.each(['light', 'dark', 'high-contrast'] as const)('%s', (theme) => {
  test.each(states)('$name has nothing serious', async ({ prepare }) => {
    await page.goto('app://workbench/index.html');
    await page.waitForFunction(() => 'workbench' in window);
    await page.evaluate((name) => {
      window.workbench.engine.settings = { ...window.workbench.engine.settings, theme: name };
      window.workbench.mountWindow();
    }, theme);
    await page.getByRole('textbox', { name: 'Message' }).waitFor();
    await page.waitForFunction((name) => document.documentElement.dataset['theme'] === name, theme);
    await prepare();
    expect(await seriousViolations(page)).toEqual([]);
  });
});
