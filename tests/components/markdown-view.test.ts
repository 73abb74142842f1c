import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { corpus } from '../../src/renderer/lib/markdown/corpus.test-data';
import { openWorkbench, type OpenWorkbench } from './open-workbench';
import { payloads } from './payloads';

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
      for (let end = size; end <= text.length + size; end += size) {
        draw(text.slice(0, end), end < text.length);
        for (const element of document.querySelectorAll('.md *')) {
          elements.add(element.localName);
          for (const { name, value } of element.attributes) {
            attributes.add(name);
            if (name === 'href') addresses.add(value);
          }
        }
      }
      const isRun = 'pwned' in window;
      return { elements: [...elements], attributes: [...attributes], addresses: [...addresses], isRun };
    },
    [markdown, step] as const,
  );

const allowedElements = new Set(
  'p h3 h4 h5 h6 ul ol li strong em del code pre a br hr blockquote table thead tbody tr th td div figure figcaption span button math semantics annotation mrow mi mn mo mtext msup msub mfrac mstyle mspace mover munder munderover msubsup msqrt mroot mtable mtr mtd mpadded mphantom menclose merror mglyph'.split(
    ' ',
  ),
);

describe('text of a model', () => {
  test.each(payloads)('%j makes no element, address or request that is not allowed', async (payload) => {
    const { elements, attributes, addresses, isRun } = await watch(payload, 1);
    expect(elements.filter((name) => !allowedElements.has(name))).toEqual([]);
    expect(
      attributes.filter(
        (name) => name.startsWith('on') || name === 'src' || name === 'srcset' || name === 'id',
      ),
    ).toEqual([]);
    expect(addresses.filter((address) => !/^(https?:\/\/|mailto:)/.test(address))).toEqual([]);
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
