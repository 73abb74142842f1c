import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allVendors, openParley, type OpenParley } from './open-parley';
import { Vendor } from './vendor';

let vendor: Vendor;
let parley: OpenParley;

beforeAll(async () => {
  vendor = await Vendor.start();
  parley = await openParley({
    env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'anthropic/claude-opus-5-5' },
  });
});
afterAll(async () => {
  await parley.close();
  await vendor.stop();
});

/** What axe calls serious or critical, in light, dark and high contrast, as `rule: where`. */
async function seriousFaults(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const theme of ['light', 'dark', 'high-contrast']) {
    await page.evaluate(async (name) => {
      document.documentElement.setAttribute('data-theme', name);
      // Colours on their way from one theme to the next are nobody's.
      const moving = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
      await Promise.all(moving.map(({ finished }) => finished.catch(() => null)));
    }, theme);
    await page.evaluate(axe.source);
    const found = await page.evaluate(async () => {
      const { axe: inPage } = window as unknown as { axe: typeof axe };
      const { violations } = await inPage.run(document, {
        resultTypes: ['violations'],
        // An option is named by its model and provider; what stands below is its description, not its label.
        rules: { 'label-content-name-mismatch': { enabled: false } },
      });
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
    });
    faults.push(...found.map((fault) => `${theme} ${fault}`));
  }
  return faults;
}

test('the first run', async () => {
  expect(await seriousFaults(parley.window.page)).toEqual([]);
});

test('a conversation with thinking, code, a table, math and a failure', async () => {
  const { window } = parley;
  vendor.next({
    thinking: 'A thought.',
    pieces: [
      '# Title\n\n```ts\nconst a = 1;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n$$x^2$$\n\n- [x] done\n',
    ],
  });
  await window.ask('Show me everything');
  await window.answer('complete').waitFor();
  vendor.next({
    failure: { status: 401, body: { type: 'error', error: { type: 'authentication_error', message: 'no' } } },
  });
  await window.ask('And fail');
  await window.answer('failed').waitFor();
  expect(await seriousFaults(window.page)).toEqual([]);
});

test('a reply that streams', async () => {
  const { window } = parley;
  vendor.next({ pieces: ['Some text ', 'more'], holdAfter: 1 });
  await window.ask('Go on');
  await window.answer('streaming', 'Some text').waitFor();
  expect(await seriousFaults(window.page)).toEqual([]);
  vendor.release();
  await window.answer('streaming').waitFor({ state: 'detached' });
});

test.each(['General', 'Providers', 'Models', 'Personas', 'Data', 'Privacy', 'About'])(
  'Settings, %s',
  async (tab) => {
    const { window } = parley;
    const dialog = await window.openSettings(tab);
    expect(await seriousFaults(window.page)).toEqual([]);
    await window.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  },
);

test.each([
  ['Model', 'Choose a model'],
  ['Persona', 'Choose a persona'],
])('the %s picker', async (name, title) => {
  const { window } = parley;
  await window.button(new RegExp(`^${name}:`)).click();
  const dialog = window.page.getByRole('dialog', { name: title });
  await dialog.getByRole('option').first().waitFor();
  expect(await seriousFaults(window.page)).toEqual([]);
  await window.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});
