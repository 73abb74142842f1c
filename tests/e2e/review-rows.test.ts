import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { conversation, node } from '../fixtures/exports/chatgpt';
import { makeZip } from '../fixtures/make-zip';
import { tinyPng } from '../fixtures/tiny-images';
import { tinyWav } from '../fixtures/tiny-recordings';
import {
  addTurn,
  endOf,
  fakeClock,
  newAttemptId,
  newConversationId,
  newMessageId,
  newPersonaId,
  openTestStore,
  someModel,
  text,
} from '../harness/database';
import { launchApp, type RunningApp } from '../harness/electron-app';
import { folderHashes } from '../harness/folder-hashes';
import { watchPrinting } from './printed';

const day = 86_400_000;
const aYearAgo = (): number => new Date().setFullYear(new Date().getFullYear() - 1);
const tale = (number: number): string =>
  `**Chapter ${number}.** The tide came in over the flats and filled the channels one by one. ${'The reeds bent and rose again. '.repeat(12)}`;

/** As ChatGPT exports it: years apart, two models, two versions, a picture, a recording, a long tale. */
function writeArchive(place: string): string {
  const seconds = (at: number): number => Math.floor(at / 1000);
  const at = (time: number) => ({ create_time: seconds(time) });
  const model = (slug: string) => ({ metadata: { model_slug: slug } });
  const old = aYearAgo();
  const long = Array.from({ length: 40 }, (_, index) =>
    node(
      `l${index + 1}`,
      index === 0 ? null : `l${index}`,
      index % 2 === 0 ? 'user' : 'assistant',
      index % 2 === 0 ? `Go on, part ${index / 2 + 1}` : tale((index + 1) / 2),
      at(Date.now() - 3 * day + index * 60_000),
    ),
  );
  const conversations = [
    conversation('Where swifts sleep', [
      node('1', null, 'user', 'Where do swifts sleep?', at(old)),
      node('2', '1', 'assistant', 'In the **air**, at dusk.', { ...at(old), ...model('gpt-4o') }),
      node('3', '1', 'assistant', 'On the wing, high up.', { ...at(old + 1_000), ...model('o3') }),
    ]),
    conversation('A moraine', [
      node(
        '1',
        null,
        'user',
        {
          content_type: 'multimodal_text',
          parts: [
            'What is a moraine?',
            { content_type: 'image_asset_pointer', asset_pointer: 'sediment://file_00ab' },
            { content_type: 'audio_asset_pointer', asset_pointer: 'sediment://file_spoken' },
          ],
        },
        at(Date.now() - 40 * day),
      ),
      node('2', '1', 'assistant', 'Rubble that a glacier left.', {
        ...at(Date.now() - 40 * day),
        ...model('o3'),
      }),
    ]),
    conversation('A long tale', long),
  ];
  const path = join(place, 'chatgpt.zip');
  writeFileSync(
    path,
    makeZip([
      {
        name: 'conversations.json',
        content: JSON.stringify(
          conversations.map((each) => ({ ...each, create_time: null, update_time: null })),
        ),
      },
      { name: 'file_00ab-moraine.png', content: Buffer.from(tinyPng()) },
      { name: 'file_spoken-1.wav', content: Buffer.from(tinyWav) },
    ]),
  );
  return path;
}

/** The same as somebody's backup, with a persona and a star. */
async function writeBackup(place: string): Promise<string> {
  const clock = fakeClock(aYearAgo());
  const { store } = openTestStore(join(place, 'data'), { clock });
  const personaId = newPersonaId();
  store.personas.create(personaId, {
    ...{ name: 'Naturalist', description: '', instructions: 'Know birds.', model: null },
    ...{ temperature: null, starters: [], reusesAnswers: false },
  });
  const swifts = addTurn(store, 'Where do swifts sleep?', 'In the **air**, at dusk.', {
    title: 'Where swifts sleep',
    personaId,
  });
  const [answerId, id] = [newMessageId(), newAttemptId()];
  const { conversationId } = swifts;
  store.turns.openTurn({ kind: 'sibling', conversationId, answerId, beside: swifts.answerId });
  const other = { ...someModel, modelId: 'other-model' };
  store.turns.openAttempt({ id, answerId, model: other, modelName: 'Other model', startedAt: 2 });
  store.turns.settle(answerId, 'complete', null, [text('On the wing, high up.')], endOf(id));
  clock.set(Date.now() - 40 * day);
  const moraine = addTurn(store, 'What is a moraine?', 'Rubble that a glacier left.', { title: 'A moraine' });
  store.tree.setStarred(moraine.conversationId, moraine.answerId, true);
  clock.set(Date.now() - 3 * day);
  const longId = newConversationId();
  for (let part = 1; part <= 20; part += 1) {
    clock.advance(60_000);
    addTurn(store, `Go on, part ${part}`, tale(part), { conversationId: longId, title: 'A long tale' });
  }
  const file = join(place, 'mine.parley-backup');
  await store.backups.write(
    { file, passphrase: null },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  store.close();
  rmSync(join(place, 'data'), { recursive: true });
  return file;
}

const sources = [
  {
    kind: 'archive',
    write: (place: string) => Promise.resolve(writeArchive(place)),
    models: ['gpt-4o', 'o3'],
  },
  { kind: 'backup', write: writeBackup, models: ['GPT Test'] },
] as const;

// Catches: a row of reading that works on one's own history and not on what somebody brought, without keychain and keys.
describe.each(sources)('a review of a file: $kind', ({ kind, write, models }) => {
  let place: string;
  let before: Record<string, string>;
  let app: RunningApp;
  let page: Page;

  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'parley-rows-'));
    const path = await write(place);
    before = folderHashes(place);
    app = await launchApp({ parameters: [`--review=${path}`] });
    ({ page } = app);
    page.setDefaultTimeout(8_000);
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
    const order = history().getByRole('combobox', { name: 'Order' });
    await order.selectOption('By model');
    for (const model of models) await history().getByRole('heading', { name: model }).waitFor();
    await look('by-model');
    await order.selectOption('By persona');
    await history()
      .getByRole('heading', { name: kind === 'backup' ? 'Naturalist' : /persona/i })
      .waitFor();
    await look('by-persona');
    await order.selectOption('By length');
    await history().getByRole('heading', { name: 'More than 30' }).waitFor();
    await look('by-length');
    await order.selectOption('By day');
    await history().getByRole('combobox', { name: 'Length' }).selectOption({ label: 'Up to 4 messages' });
    await history()
      .getByRole('button', { name: /moraine/ })
      .first()
      .waitFor();
    expect(
      await history()
        .getByRole('button', { name: /Go on, part/ })
        .count(),
    ).toBe(0);
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
      .getByText(kind === 'backup' ? 'Rubble that a glacier left.' : /star/i)
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
    if (kind === 'archive') {
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
    const files = unzipSync(readFileSync(join(out, 'all.zip')));
    const pages = Object.keys(files).filter((name) => /^conversations\/.*\.html$/.test(name));
    expect(pages).toHaveLength(4);
    expect(strFromU8(files['conversations.json'] ?? new Uint8Array())).toContain('On the wing, high up.');
    rmSync(out, { recursive: true });
    expect(folderHashes(place)).toEqual(before);
  });
});
