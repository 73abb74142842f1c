import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostileDiagrams } from '../payloads/diagram-payloads';
import { diagrams } from '../payloads/diagrams';
import { openWorkbench, type OpenWorkbench } from './open-workbench';

let workbench: OpenWorkbench;
let page: Page;
let reached = 0;
const trap = createServer((_request, response) => {
  reached += 1;
  response.end('reached');
});
trap.listen(0, '127.0.0.1');
await once(trap, 'listening');
const hostile = Object.entries(hostileDiagrams(`127.0.0.1:${(trap.address() as AddressInfo).port}`));

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(async () => {
  await workbench.close();
  trap.close();
});

const fence = (source: string): string => `\`\`\`mermaid\n${source}\n\`\`\``;
const show = (markdown: string): Promise<void> =>
  page.evaluate((text) => void window.workbench.mountMarkdown()(text, false), markdown);
const picture = (): Locator => page.locator('.md-diagram img');
const note = (): Locator => page.locator('.md-diagram').getByRole('note');
/** Whether a diagram was drawn, once that is known. */
async function outcome(): Promise<string> {
  await picture().or(note()).waitFor();
  return (await note().count()) > 0 ? note().innerText() : 'drawn';
}
const foreign = /^(?:script|foreignObject|image|a|iframe|img|link|meta|parsererror)$/;
/** On a machine that is busy with other tests. */
const within = { timeout: 20_000 };
const unreadable = 'This diagram could not be read, so its source is shown.';

const frames = (): readonly Frame[] => page.frames().filter((frame) => frame !== page.mainFrame());
function theFrame(): Frame {
  const [frame] = frames();
  if (frame === undefined) throw new Error('There is no frame');
  return frame;
}

/** The SVG that is shown, as it is saved. */
async function saveDrawing(): Promise<string> {
  await page.getByRole('button', { name: 'Save as SVG' }).click();
  return page.evaluate(() => window.workbench.saved.at(-1) ?? '');
}

/** What an SVG is made of, as a browser that opens it as a file would read it. */
const contentsOf = (svg: string) =>
  theFrame().evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    const all = [...parsed.querySelectorAll('*')];
    const attributes = all.flatMap((element) => [...element.attributes]);
    return {
      elements: [...new Set(all.map(({ localName }) => localName))],
      handlers: attributes.filter(({ name }) => name.startsWith('on')).length,
      addresses: attributes.filter(({ name, value }) => /(?:href|src)$/.test(name) && !value.startsWith('#'))
        .length,
      styles: [
        ...all.filter(({ localName }) => localName === 'style').map(({ textContent }) => textContent),
        ...attributes.map(({ value }) => value),
      ].filter((style) => /@import|@font-face|url\((?!["']?#)/.test(style)),
    };
  }, svg);

describe('a fence of Mermaid', () => {
  const { error, ...readable } = diagrams;

  test.each(Object.entries(readable))('of the kind %s is drawn', async (_name, source) => {
    await show(fence(source));
    expect(await outcome()).toBe('drawn');
    await expect.poll(() => picture().evaluate((image: HTMLImageElement) => image.complete)).toBe(true);
    const { natural, shown } = await picture().evaluate((image: HTMLImageElement) => ({
      natural: image.naturalWidth,
      shown: image.getBoundingClientRect().width,
    }));
    expect(natural).toBeGreaterThan(50);
    expect(shown).toBeGreaterThan(50);
  });

  test('has its labels as text, in the colours of the theme, and follows the theme', async () => {
    const hasDrawn = async (scheme: 'light' | 'dark', parts: readonly string[]): Promise<void> => {
      await page.emulateMedia({ colorScheme: scheme });
      await expect
        .poll(async () => {
          const svg = await saveDrawing();
          return parts.filter((part) => !svg.includes(part));
        }, within)
        .toEqual([]);
    };
    await show(fence(diagrams['flowchart'] ?? ''));
    await outcome();
    await hasDrawn('light', ['background-color: #fbfbfa', 'fill:#1b1b1a', '> keychain?<']);
    await hasDrawn('dark', ['background-color: #1a1b1d', 'fill:#ececea', '> keychain?<']);
    await hasDrawn('light', ['background-color: #fbfbfa']);
  });

  test('that cannot be read is code, with one sentence', async () => {
    await show(fence(error ?? ''));
    expect(await outcome()).toBe(unreadable);
    await page.locator('.md-code pre', { hasText: 'Never closed' }).waitFor();
    expect(await picture().count()).toBe(0);
  });

  test('has a name, its source, a copy of it, and opens large', async () => {
    const source = diagrams['sequence'] ?? '';
    await show(fence(source));
    const figure = page.getByRole('figure', { name: 'Sequence diagram: The way of a message' });
    await figure.waitFor();
    await figure.getByRole('button', { name: /^Open large\. .*A window asks the engine/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Sequence diagram: The way of a message' });
    const image = dialog.locator('img');
    await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBeGreaterThan(50);
    // How much of it stands over the lower edge, once the dialog has come to rest.
    const beyond = async (): Promise<number> => {
      const [inner, outer] = [await image.boundingBox(), await dialog.boundingBox()];
      expect(inner?.height).toBeGreaterThan(200);
      return (inner?.y ?? 0) + (inner?.height ?? 0) - (outer?.y ?? 0) - (outer?.height ?? 0);
    };
    await expect.poll(beyond, within).toBeLessThanOrEqual(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await figure.getByRole('button', { name: 'Copy source' }).click();
    expect(await page.evaluate(() => window.workbench.copied.at(-1))).toBe(source);
    await page.getByRole('button', { name: 'Source', exact: true }).click();
    await page.locator('.md-code pre', { hasText: 'participant W as Window' }).waitFor();
    await page.getByRole('button', { name: 'Diagram', exact: true }).click();
    await picture().waitFor();
  });

  test('is code while it streams, and as long as its end has not come', async () => {
    const source = fence(diagrams['flowchart'] ?? '');
    const seen = await page.evaluate((text) => {
      const draw = window.workbench.mountMarkdown();
      let most = 0;
      for (let end = 1; end < text.length - 3; end += 4) {
        draw(text.slice(0, end), true);
        most = Math.max(most, document.querySelectorAll('.md-diagram').length);
      }
      draw(text.slice(0, -4), false);
      return most + document.querySelectorAll('.md-diagram').length;
    }, source);
    expect(seen).toBe(0);
    await page.locator('.md-code pre', { hasText: 'Key in the keychain?' }).waitFor();
  });
});

describe('a hostile diagram', () => {
  test('is tried in more than thirty ways', () => expect(hostile.length).toBeGreaterThan(30));

  test.each(hostile)('%s runs, loads and opens nothing', async (_name, source) => {
    await show(fence(source));
    const result = await outcome();
    expect(['drawn', unreadable]).toContain(result);
    if (result === 'drawn') {
      const { elements, ...rest } = await contentsOf(await saveDrawing());
      expect(elements.filter((name) => foreign.test(name))).toEqual([]);
      expect(rest).toEqual({ handlers: 0, addresses: 0, styles: [] });
    }
    expect(await page.evaluate(() => 'pwned' in window || 'pwned' in {})).toBe(false);
    expect(await theFrame().evaluate(() => 'pwned' in window || 'pwned' in {})).toBe(false);
    expect(reached).toBe(0);
    expect(theFrame().url()).toBe('app://diagram/index.html');
    expect(page.context().pages()).toHaveLength(1);
  });

  test('that is longer than 20,000 characters is shown, not drawn', async () => {
    await show(fence(`flowchart TD\n${'  A --> B\n'.repeat(2_500)}`));
    expect(await outcome()).toBe('This diagram has more than 20,000 characters, so its source is shown.');
  });
});

describe('the frame that draws', () => {
  test('stands alone for all diagrams, out of reach and out of the way', async () => {
    await show(Object.values(diagrams).map(fence).join('\n\n'));
    await expect.poll(() => picture().count(), within).toBe(Object.keys(diagrams).length - 1);
    expect(frames()).toHaveLength(1);
    const element = page.locator('iframe');
    expect(await element.getAttribute('sandbox')).toBe('allow-scripts');
    expect(
      await element.evaluate((frame: HTMLIFrameElement) => [frame.inert, frame.contentDocument]),
    ).toEqual([true, null]);
  });

  test('is thrown away when it hangs: the window goes on, and the next diagram is drawn', async () => {
    await show(fence('flowchart TD\n  Before --> Hang'));
    await outcome();
    const before = theFrame();
    // As if a diagram had found a loop: only the process of the frame is busy from now on.
    await before.evaluate(
      () =>
        void setTimeout(() => {
          for (;;);
        }, 0),
    );
    await show(fence('flowchart TD\n  Slow --> Diagram'));
    const longest = await page.evaluate(async () => {
      let most = 0;
      const end = performance.now() + 2_000;
      for (let last = performance.now(); last < end;) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        most = Math.max(most, performance.now() - last);
        last = performance.now();
      }
      return most;
    });
    expect(longest).toBeLessThan(1_000);
    expect(await outcome()).toContain(
      'This diagram took more than 5 seconds to draw, so its source is shown.',
    );
    expect(frames()).toHaveLength(0);
    await page.getByRole('button', { name: 'Try again' }).click();
    await picture().waitFor();
  });
});

describe('in a reply that is written', () => {
  const paragraph = 'And then it is on the disk, before anybody hears that it has ended.\n\n';
  const log = (): Locator => page.getByRole('log', { name: 'Transcript' });
  const say = (id: string, text: string): Promise<void> =>
    page.evaluate(([conversation, words]) => window.workbench.engine.say(conversation, words), [
      id,
      text,
    ] as const);

  /** A reply with a diagram that is drawn, and one whose drawing takes a moment. */
  async function askForTwo(after: string): Promise<void> {
    await page.goto('app://workbench/index.html');
    await page.waitForFunction(() => 'workbench' in window);
    await page.evaluate(() => window.workbench.mountWindow());
    await page.getByRole('textbox', { name: 'Message' }).fill('Draw it.');
    await page.keyboard.press('Enter');
    await page.locator('article[data-status="streaming"]').waitFor();
    const id = await page.evaluate(
      () =>
        [...window.workbench.engine.stored.values()].find(({ live }) => live !== null)?.conversation.id ?? '',
    );
    await say(id, `${fence('flowchart TD\n  A --> B')}\n\nThen:\n\n`);
    await picture().waitFor();
    await theFrame().evaluate(
      () =>
        void setTimeout(() => {
          for (const end = Date.now() + 2_000; Date.now() < end;);
        }, 0),
    );
    await say(id, `${fence(diagrams['flowchart'] ?? '')}\n\n${after}`);
    await page.locator('.md-diagram').nth(1).waitFor();
  }
  const second = (): Locator => page.locator('.md-diagram').nth(1);
  const boxOf = (locator: Locator) =>
    locator.evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect);

  test('what is read below a diagram stays where it is when the diagram is drawn', async () => {
    await askForTwo(paragraph.repeat(40));
    await log().hover();
    await page.mouse.wheel(0, -20);
    const toTop = (await boxOf(second())).bottom - (await boxOf(log())).top + 60;
    await log().evaluate((element, by) => void (element.scrollTop += by), toTop);
    const read = page.locator('.md > p').nth(20);
    const top = (await boxOf(read)).top;
    const before = await boxOf(second());
    expect(await picture().count()).toBe(1);
    expect(before.bottom).toBeLessThan((await boxOf(log())).top);
    await expect.poll(() => picture().count(), within).toBe(2);
    expect((await boxOf(second())).height).toBeGreaterThan(before.height + 100);
    expect(Math.abs((await boxOf(read)).top - top)).toBeLessThanOrEqual(1);
  });

  test('who follows the end stays at the end when a diagram is drawn', async () => {
    await askForTwo(paragraph.repeat(3));
    expect(await picture().count()).toBe(1);
    await expect.poll(() => picture().count(), within).toBe(2);
    const distance = await log().evaluate(
      (element) => element.scrollHeight - element.clientHeight - element.scrollTop,
    );
    expect(distance).toBeLessThanOrEqual(2);
  });
});
