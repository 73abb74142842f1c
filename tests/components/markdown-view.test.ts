import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corpus } from '../../src/shared/markdown/corpus.test-data';
import {
  allowedElements,
  isAllowedAddress,
  isForbiddenAttribute,
  isForbiddenStyle,
} from '../payloads/allowlist';
import { payloadCorpus } from '../payloads/corpus';
import { openWorkbench, type OpenWorkbench } from './open-workbench';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench.close());

interface Watched {
  readonly elements: readonly string[];
  readonly attributes: readonly string[];
  readonly addresses: readonly string[];
  readonly styles: readonly string[];
  readonly isRun: boolean;
}

/** Draws every prefix of a text as it would stream, and tells all that was ever on the page. */
const watch = (markdown: string, step: number): Promise<Watched> =>
  page.evaluate(
    ([text, size]) => {
      const draw = window.workbench.mountMarkdown();
      const elements = new Set<string>();
      const attributes = new Set<string>();
      const addresses = new Set<string>();
      const styles = new Set<string>();
      for (let end = size; end <= text.length + size; end += size) {
        draw(text.slice(0, end), end < text.length);
        for (const element of document.querySelectorAll('.md *')) {
          elements.add(element.localName);
          for (const { name, value } of element.attributes) {
            attributes.add(name);
            if (name === 'href') addresses.add(value);
            if (name === 'style') styles.add(value);
          }
        }
      }
      const isRun = 'pwned' in window;
      return {
        elements: [...elements],
        attributes: [...attributes],
        addresses: [...addresses],
        styles: [...styles],
        isRun,
      };
    },
    [markdown, step] as const,
  );

describe('text of a model', () => {
  const payloads = payloadCorpus('127.0.0.1:9');

  test('is tried with hundreds of attacks, no two the same', () => {
    expect(payloads.length).toBeGreaterThan(500);
    expect(new Set(payloads.map(({ name }) => name)).size).toBe(payloads.length);
    expect(new Set(payloads.map((payload) => payload.text)).size).toBe(payloads.length);
  });

  test.each(payloads)('$name makes no element, address or request that is not allowed', async (payload) => {
    // What is very long is drawn at 600 of its prefixes.
    const step = Math.ceil(payload.text.length / 600);
    const { elements, attributes, addresses, styles, isRun } = await watch(payload.text, step);
    expect(elements.filter((name) => !allowedElements.has(name))).toEqual([]);
    expect(attributes.filter(isForbiddenAttribute)).toEqual([]);
    expect(addresses.filter((address) => !isAllowedAddress(address))).toEqual([]);
    expect(styles.filter(isForbiddenStyle)).toEqual([]);
    expect(isRun).toBe(false);
  });

  test('asked nothing of the network and broke no policy', () => {
    expect(workbench.foreignRequests).toEqual([]);
    expect(workbench.problems).toEqual([]);
  });
});

describe('a reply that streamed', () => {
  test.each(corpus)('$name looks at the end as if it had come at once', async ({ markdown }) => {
    // Highlighter and formulas are loaded first, so that both have them.
    await page.evaluate(() => window.workbench.mountMarkdown()('```js\n1\n```\n\n$x$', false));
    await page.locator('.md math').waitFor();
    await page.locator('.md [class^=hljs]').waitFor();
    const [streamed, fresh] = await page.evaluate((text) => {
      const live = window.workbench.mountMarkdown();
      for (let end = 1; end < text.length; end += 3) live(text.slice(0, end), true);
      const first = live(text, false);
      return [first, window.workbench.mountMarkdown()(text, false)] as const;
    }, markdown);
    expect(streamed).toBe(fresh);
  });
});

test('a fence copies its code', async () => {
  await page.evaluate(() => void window.workbench.mountMarkdown()('```sh\nls -l\n```', false));
  await page.getByRole('button', { name: 'Copy code' }).click();
  expect(await page.evaluate(() => window.workbench.copied.at(-1))).toBe('ls -l');
});
