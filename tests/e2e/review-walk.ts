import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { tinyWav } from '../fixtures/tiny-recordings';
import { launchApp, type LaunchOptions, type RunningApp } from '../harness/electron-app';
import { folderHashes } from '../harness/folder-hashes';
import { watchPrinting } from './printed';

export interface Walked {
  readonly kind: string;
  /** Makes what is reviewed in a folder that goes afterwards; answers with how Parley is started on it. */
  readonly write: (place: string) => Promise<LaunchOptions>;
  /** Names of models that wrote the tales. */
  readonly models: readonly string[];
  /** Whether it is somebody's own, with a persona and a star, or of another program, with a recording. */
  readonly isOwn: boolean;
  /** Of all conversations, the tales included. */
  readonly conversations: number;
  /** How long a step of it may take at most. */
  readonly limitMs: number;
}

/**
 * Tests, in order, of every row of reading on a history that has the tales (reviewed-tales.ts) among others that are
 * older, of which no reply holds their words.
 */
export function walkEveryRow({ kind, write, models, isOwn, conversations, limitMs }: Walked): void {
  let place: string;
  let before: Record<string, string>;
  let app: RunningApp;
  let page: Page;

  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'parley-rows-'));
    const options = await write(place);
    before = folderHashes(place);
    app = await launchApp(options);
    ({ page } = app);
    page.setDefaultTimeout(limitMs);
    await page.getByRole('link', { name: 'A long tale' }).waitFor();
  });
  afterAll(async () => {
    await app.close();
    rmSync(place, { recursive: true, force: true });
  });

  /** A picture in both themes for whoever looks at the change; none where nobody asked for one. */
  async function look(name: string): Promise<void> {
    const shots = process.env['PARLEY_SHOTS'];
    if (shots === undefined) return;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(shots, `${kind}-${name}-${colorScheme}.png`) });
    }
  }

  const history = (): Locator => page.getByRole('main', { name: 'History' });
  const open = async (title: string): Promise<void> => {
    await page.getByRole('link', { name: title }).first().click();
    await page.getByRole('log').waitFor();
  };
  const run = async (command: string): Promise<void> => {
    await page.keyboard.press('Control+K');
    await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
    await page.keyboard.type(command);
    await page.keyboard.press('Enter');
  };

  test('search finds, narrows by who wrote it, and lands on the message', async () => {
    const box = page.getByRole('searchbox', { name: 'Search' });
    await box.fill('glacier');
    const hit = page.getByRole('link', { name: /moraine/ }).first();
    await hit.waitFor();
    await look('search');
    await box.fill('moraine from:me');
    const status = page.getByRole('navigation', { name: 'Conversations' }).getByRole('status');
    await status.getByText('1 message').waitFor();
    await box.fill('glacier from:me');
    await status.getByText('No results').waitFor();
    await box.fill('glacier');
    await hit.click();
    await page.getByRole('log').getByText('Rubble that a glacier left.').waitFor();
    await box.fill('');
  });

  test('versions are compared, and the outline shows every branch', async () => {
    await open('Where swifts sleep');
    const log = page.getByRole('log');
    await log.getByText('2/2').first().waitFor();
    await log.getByRole('button', { name: 'Previous version' }).first().click();
    await log.getByText('at dusk').waitFor();
    await look('conversation');
    await log.getByRole('button', { name: 'More actions' }).last().click();
    await page.getByRole('menuitem', { name: 'Compare versions…' }).click();
    await page.getByRole('dialog').getByText('wing').first().waitFor();
    await look('compare');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Outline' }).click();
    await page.getByRole('complementary', { name: 'Outline' }).getByText('Branches').waitFor();
    await look('outline');
  });

  test('the timeline goes by day, model, persona and length', async () => {
    await page.keyboard.press('Control+Shift+H');
    await history()
      .getByRole('button', { name: /Go on, part/ })
      .first()
      .waitFor();
    await look('timeline');
    const choose = (list: string, label: string): Promise<unknown> =>
      history().getByRole('combobox', { name: list }).selectOption({ label });
    await choose('Order', 'By model');
    for (const model of models) {
      await choose('Model', model);
      await history().getByRole('heading', { name: model }).waitFor();
    }
    await look('by-model');
    await choose('Model', 'Every model');
    await choose('Order', 'By persona');
    if (isOwn) await choose('Persona', 'Naturalist');
    await history()
      .getByRole('heading', { name: isOwn ? 'Naturalist' : 'No persona' })
      .waitFor();
    await look('by-persona');
    await choose('Persona', 'Every persona');
    await choose('Order', 'By length');
    await choose('Length', 'More than 30');
    await history().getByRole('heading', { name: 'More than 30' }).waitFor();
    await history()
      .getByRole('button', { name: /Go on, part/ })
      .waitFor();
    await look('by-length');
    await choose('Order', 'By day');
    await choose('Length', 'Up to 4 messages');
    await history()
      .getByRole('button', { name: /moraine/ })
      .first()
      .waitFor();
    const tales = history().getByRole('button', { name: /Go on, part/ });
    expect(await tales.count()).toBe(0);
  });

  test('figures, this day in other years, and stars', async () => {
    await page.getByRole('tab', { name: 'Statistics' }).click();
    await history().getByRole('region', { name: 'Messages' }).getByRole('img').waitFor();
    await look('statistics');
    await page.getByRole('tab', { name: 'On this day' }).click();
    await history()
      .getByText(/swifts sleep/)
      .first()
      .waitFor();
    await look('on-this-day');
    await page.getByRole('tab', { name: 'Starred' }).click();
    await history()
      .getByText(isOwn ? 'Rubble that a glacier left.' : /star/i)
      .first()
      .waitFor();
    await look('starred');
  });

  test('a tale is read page by page with keys, and printed', async () => {
    await open('A long tale');
    await page.keyboard.press('Control+Shift+R');
    const reading = page.getByRole('main', { name: 'Reading' });
    await reading.getByText('Chapter 1.').waitFor();
    await look('reading');
    const scroller = reading.getByRole('document');
    const offset = (): Promise<number> => scroller.evaluate((element) => element.scrollTop);
    const height = await scroller.evaluate((element) => element.clientHeight);
    await page.keyboard.press('Space');
    await expect.poll(offset).toBeGreaterThan(height * 0.7);
    await page.keyboard.press('Shift+Space');
    await expect.poll(offset).toBe(0);
    await page.keyboard.press('End');
    await reading.getByText('Chapter 20.').waitFor();
    await page.keyboard.press('Home');
    await reading.getByText('Chapter 1.').waitFor();
    const printed = await watchPrinting(app.app);
    await reading.getByRole('button', { name: 'Print…' }).click();
    await expect.poll(printed).toBeGreaterThan(10_000);
    await page.keyboard.press('Escape');
    await page.getByRole('log').waitFor();
  });

  test('a conversation is exported, and everything as one archive; not a byte of the source has changed', async () => {
    const out = mkdtempSync(join(tmpdir(), 'parley-rows-out-'));
    const choose = (filePath: string): Promise<void> =>
      app.app.evaluate(({ dialog }, chosen) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
      }, filePath);
    await open('A moraine');
    await choose(join(out, 'moraine.md'));
    await page.keyboard.press('Control+Shift+E');
    const dialog = page.getByRole('dialog', { name: 'Export conversation' });
    await dialog.getByText('Rubble that a glacier left.').waitFor();
    await look('export');
    await dialog.getByRole('button', { name: 'Save…' }).click();
    await page.getByText('Saved as moraine.md').waitFor();
    if (!isOwn) {
      // A recording is offered for saving, by its name.
      await choose(join(out, 'spoken.wav'));
      await page.getByRole('button', { name: /Recording\.wav/ }).click();
      const file = page.getByRole('dialog', { name: 'Recording.wav' });
      await file.getByText('There is no text in it').waitFor();
      await look('recording');
      await file.getByRole('button', { name: 'Save the file…' }).click();
      await page.getByText('Saved', { exact: true }).waitFor();
      await page.keyboard.press('Escape');
      expect(readFileSync(join(out, 'spoken.wav')).equals(tinyWav)).toBe(true);
    }
    expect(readFileSync(join(out, 'moraine.md'), 'utf8')).toContain('Rubble that a glacier left.');
    await choose(join(out, 'all.zip'));
    await run('Save all my data');
    const all = page.getByRole('dialog', { name: 'Save all my data' });
    await all.getByText('not encrypted').waitFor();
    await look('all-my-data');
    await all.getByRole('button', { name: 'Save…' }).click();
    await page.getByText('Saved as all.zip').waitFor();
    const names: string[] = [];
    const files = unzipSync(readFileSync(join(out, 'all.zip')), {
      filter({ name }) {
        names.push(name);
        return name === 'conversations.json';
      },
    });
    const pages = names.filter((name) => /^conversations\/.*\.html$/.test(name));
    // One of them lists the others.
    expect(pages).toHaveLength(conversations + 1);
    expect(Buffer.from(files['conversations.json'] ?? []).includes('On the wing, high up.')).toBe(true);
    rmSync(out, { recursive: true });
    expect(folderHashes(place)).toEqual(before);
  });
}
