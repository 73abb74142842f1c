import SqliteDatabase from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import type { MessageId } from '#shared/domain/ids';
import { addTurn, newConversationId, openTestStore } from '../harness/database';
import { newDataFolder } from '../harness/electron-app';
import { allVendors } from '../e2e/open-parley';
import { ParleyPage } from '../e2e/parley-page';
import { Vendor } from '../e2e/vendor';
import { payloadCorpus } from '../payloads/corpus';
import { expectHarmless } from './expect-harmless';
import { watchApp, type WatchedApp } from './watched-app';

/** As much of a title as is ever kept. */
const longestTitle = 200;
/** Code units that a preview of an export shows at most. */
const longestPreview = 150_000;

/** Every beginning of every payload, each once. */
const prefixes = [
  ...new Set(
    payloadCorpus('127.0.0.1:9').flatMap(({ text }) =>
      Array.from({ length: Math.min(text.length, longestTitle) }, (_, index) => text.slice(0, index + 1)),
    ),
  ),
];

/** Conversations without a message: what is looked at is their titles, and one by one they would take too long. */
function seedTitles(folder: string): void {
  const { store } = openTestStore(folder);
  addTurn(store, 'Which?', 'That.');
  store.close();
  const file = new SqliteDatabase(join(folder, 'parley.db'));
  const insert = file.prepare(
    `INSERT INTO conversation (id, title, title_source, created_at, updated_at, list_position, revision)
     VALUES (?, ?, 'manual', 1, 1, ?, 1)`,
  );
  file.transaction(() => {
    for (const [index, title] of prefixes.entries()) insert.run(v7(), title, index + 1);
  })();
  file.close();
}

async function withApp(
  seed: (folder: string) => void,
  work: (watched: WatchedApp, screen: ParleyPage) => Promise<void>,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const folder = newDataFolder();
  openTestStore(folder).store.close();
  seed(folder);
  const watched = await watchApp({ dataFolder: folder, env });
  try {
    await work(watched, new ParleyPage(watched.page));
  } finally {
    await watched.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

it('every beginning of a hostile text is harmless as a title in the sidebar and of the window', async () => {
  await withApp(seedTitles, async (watched) => {
    const seen = await watched.page.evaluate(async (count) => {
      const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const list = document.querySelector('.sidebar-list');
      if (list === null) throw new Error('no list');
      const done = new Set<string>();
      for (let lastNew = performance.now(); done.size < count;) {
        if (performance.now() > lastNew + 20_000) throw new Error(`only ${done.size} titles`);
        for (const link of list.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')) {
          if (done.has(link.hash)) continue;
          lastNew = performance.now();
          done.add(link.hash);
          const before = document.title;
          link.click();
          // Two beginnings may give the same title: then nothing changes.
          for (let frames = 0; document.title === before && frames < 20; frames += 1) await nextFrame();
        }
        window.pageWatch.look(document.body);
        list.scrollTop += 300;
        await nextFrame();
      }
      return done.size;
    }, prefixes.length);
    const { titles } = await watched.shellReport();
    console.log(`${seen} titles in the sidebar, ${new Set(titles).size} of the window`);
    await expectHarmless(watched);
  });
}, 7_200_000);

it('every beginning of a hostile text is harmless in the preview of an export', async () => {
  const pages: string[][] = [[]];
  let length = 0;
  for (const text of prefixes) {
    length += text.length * 2 + 200;
    if (length > longestPreview) {
      pages.push([]);
      length = 0;
    }
    pages.at(-1)?.push(text);
  }
  const seed = (folder: string): void => {
    const { store } = openTestStore(folder);
    for (const [index, page] of pages.entries()) {
      const conversationId = newConversationId();
      let parentId: MessageId | null = null;
      for (const text of page) {
        const title = `Page ${String(index)}.`;
        parentId = addTurn(store, text, text, { conversationId, parentId, title }).answerId;
      }
    }
    store.close();
  };
  await withApp(seed, async (watched, screen) => {
    const { page } = watched;
    const dialog = page.getByRole('dialog', { name: 'Export conversation' });
    const preview = dialog.getByRole('region', { name: 'Preview' });
    await screen.sidebar.locator('a[href^="#"]').first().click();
    // The newest stands first.
    for (const index of [...pages.keys()].toReversed()) {
      await expect.poll(() => page.title()).toBe(`Page ${String(index)}. – Parley`);
      await page.getByRole('article').first().waitFor();
      await page.keyboard.press('Control+Shift+E');
      for (const [format, sign] of [
        ['markdown', `# Page ${String(index)}.`],
        ['html', '<!doctype html>'],
        ['text', `Page ${String(index)}.`],
      ] as const) {
        await dialog.getByRole('combobox', { name: 'Format' }).selectOption(format);
        await expect.poll(async () => (await preview.textContent())?.startsWith(sign)).toBe(true);
        expect(await preview.locator('*').count()).toBe(0);
        await watched.lookAtAll();
      }
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      await page.keyboard.press('Control+Tab');
    }
    console.log(`${prefixes.length} beginnings in ${pages.length * 3} previews`);
    await expectHarmless(watched);
  });
}, 7_200_000);

/** Questions in one conversation, so that none grows long. */
const repliesInOne = 100;
/** Servers of notifications read the second line as markup on Linux; invisible characters turn lines round. */
const isHarmful = (told: string): boolean =>
  /<|&(?!(?:amp|lt|gt);)/.test(told.replace(/^.*\n/, '')) || /[\p{Cs}\u202a-\u202e\u2066-\u2069]/u.test(told);

const toldBy = ({ app }: WatchedApp): Promise<number> =>
  app.evaluate(
    () => (globalThis as unknown as { seenOfShell: { notified: string[] } }).seenOfShell.notified.length,
  );

/** Runs in the page, without a way out of it for each question: asks, waits for the reply, asks again. */
async function askAgainAndAgain(count: number): Promise<void> {
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const ended = () =>
    document
      .querySelector('article[data-role="assistant"][data-last]:not([data-status="streaming"])')
      ?.getAttribute('data-message-id');
  // The setter that React does not see: it reads the value when the event comes.
  const value = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value');
  for (let asked = 0; asked < count; asked += 1) {
    // Until what was sent is known to be stored, nobody can write there.
    const box = () => document.querySelector('textarea[aria-label="Message"]:read-write');
    while (box() === null) await nextFrame();
    value?.set?.call(box(), 'Go on.');
    box()?.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const send = () => document.querySelector<HTMLButtonElement>('button[aria-label="Send"]:enabled');
    while (send() === null) await nextFrame();
    const before = ended();
    send()?.click();
    while (ended() === undefined || ended() === before) await nextFrame();
  }
}

it('every beginning of a hostile text is harmless as a reply that the desktop is told of', async () => {
  const vendor = await Vendor.start();
  const env = { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'openai/gpt-5.5' };
  const work = async (watched: WatchedApp, screen: ParleyPage): Promise<void> => {
    // Replies count as long, and nobody looks at the window when they end.
    await watched.app.evaluate(({ BrowserWindow }) => {
      const now = performance.now.bind(performance);
      performance.now = () => now() * 10_000;
      for (const window of BrowserWindow.getAllWindows()) window.isFocused = () => false;
    });
    for (let at = 0; at < prefixes.length; at += repliesInOne) {
      const replies = prefixes.slice(at, at + repliesInOne);
      for (const text of replies) vendor.next({ pieces: [text] });
      await screen.button('New conversation').first().click();
      await screen.answers.first().waitFor({ state: 'detached' });
      await watched.page.evaluate(askAgainAndAgain, replies.length);
      await expect.poll(() => toldBy(watched), { timeout: 20_000 }).toBe(at + replies.length);
      expect((await watched.shellReport()).notified.slice(at).filter(isHarmful)).toEqual([]);
      process.stdout.write(`${String(at + replies.length)} of ${String(prefixes.length)}\r`);
    }
    const { notified } = await watched.shellReport();
    console.log(`${notified.length} notifications, ${new Set(notified).size} of them different`);
    await expectHarmless(watched);
  };
  try {
    await withApp(() => undefined, work, env);
  } finally {
    await vendor.stop();
  }
}, 7_200_000);
