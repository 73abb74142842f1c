import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newDataFolder } from '../harness/electron-app';
import { ParleyPage } from '../e2e/parley-page';
import { Vendor } from '../e2e/vendor';
import { payloadCorpus } from '../payloads/corpus';
import type { Payload } from '../payloads/payload';
import { expectHarmless } from './expect-harmless';
import { seedPlaces, togetherTitle } from './seed-places';
import { watchApp, type WatchedApp } from './watched-app';

const isWhole = process.env['PARLEY_PAYLOADS'] === 'whole';
const marked = '<img src=x onerror=window.pwned=1>';

/** Every place of the packed app that shows what a model, a provider, a person or a database says. */
describe.runIf(process.platform === 'linux')('a hostile text', () => {
  const folder = newDataFolder();
  // Two of three; `scripts/soak/payloads.mjs` takes all.
  const payloads: readonly Payload[] = payloadCorpus('127.0.0.1:9')
    .filter((_payload, index) => isWhole || index % 3 > 0)
    .map(({ name, text }) => ({ name, text: text.slice(0, 600) }));
  let vendor: Vendor;
  let watched: WatchedApp;
  let screen: ParleyPage;

  beforeAll(async () => {
    seedPlaces(folder, payloads);
    vendor = await Vendor.start();
    vendor.offer({
      data: payloads.map(({ text }) => ({ id: text.slice(0, 300), name: `${text.slice(0, 190)}.` })),
    });
    watched = await watchApp({
      dataFolder: folder,
      env: {
        PARLEY_COMPATIBLE_BASE_URL: `${vendor.origin}/v1`,
        PARLEY_COMPATIBLE_API_KEY: 'e2e-compatible',
        PARLEY_COMPATIBLE_NAME: marked,
      },
    });
    screen = new ParleyPage(watched.page);
  }, 180_000);
  afterAll(async () => {
    await watched.close();
    await vendor.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  it('is a title in the sidebar, a title of the window, a question, a reply, a thought, a notice and an error', async () => {
    const seen = await watched.page.evaluate(async (count) => {
      const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const until = async (isDone: () => boolean, what: string): Promise<void> => {
        const end = performance.now() + 5_000;
        while (!isDone()) {
          if (performance.now() > end) throw new Error(`not shown: ${what}`);
          await nextFrame();
        }
      };
      const list = document.querySelector('.sidebar-list');
      if (list === null) throw new Error('no list');
      const done = new Set<string>();
      let shown: string | undefined;
      const titles: string[] = [];
      const questions: string[] = [];
      for (let lastNew = performance.now(); titles.length < count;) {
        if (performance.now() > lastNew + 10_000) throw new Error(`only ${titles.length} titles`);
        for (;;) {
          const next = [...list.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')].find(
            ({ hash }) => !done.has(hash),
          );
          if (next === undefined) break;
          lastNew = performance.now();
          done.add(next.hash);
          titles.push(next.textContent);
          next.click();
          await until(() => {
            const last = [...document.querySelectorAll<HTMLElement>('article[data-message-id]')].at(-1);
            if (last?.dataset['messageId'] === shown || !last?.querySelector('.failure')) return false;
            shown = last.dataset['messageId'];
            return true;
          }, next.textContent);
          for (const thought of document.querySelectorAll<HTMLElement>('.thinking button')) thought.click();
          await nextFrame();
          window.pageWatch.look(document.body);
          window.pageWatch.measure();
          await until(() => {
            document.querySelector('[role=log]')?.scrollTo({ top: 0 });
            return document.querySelector('.message-own') !== null;
          }, 'the question');
          questions.push(document.querySelector('.message-own')?.textContent ?? '');
          window.pageWatch.look(document.body);
          window.pageWatch.measure();
        }
        list.scrollTop += 400;
        await nextFrame();
      }
      return { titles, questions };
    }, payloads.length + 1);
    // Halves of characters are compared as what they are shown as.
    const whole = (text: string): string => Buffer.from(text).toString();
    const written = new Set(payloads.map(({ text }) => whole(text)));
    expect(new Set(seen.questions.map(whole))).toEqual(written);
    const { titles } = await watched.shellReport();
    expect(new Set(titles).size).toBeGreaterThan(payloads.length * 0.9);
    await expectHarmless(watched);
  }, 300_000);

  it('is a model in the picker, in Settings and in the header', async () => {
    await screen.button(/^Model:/).click();
    const dialog = watched.page.getByRole('dialog', { name: 'Choose a model' });
    const options = dialog.getByRole('listbox', { name: 'Models' });
    await options.getByRole('option').first().waitFor();
    expect(await scrollThrough('[role=listbox]', '[role=option]')).toBeGreaterThan(300);
    await dialog.getByRole('searchbox').fill('handler');
    await options.getByRole('option').first().click();
    await dialog.waitFor({ state: 'hidden' });
    const settings = await screen.openSettings('Models');
    await settings.getByRole('listbox', { name: 'Models' }).getByText(marked).first().waitFor();
    expect(await scrollThrough('[role=dialog] [role=listbox]', '[role=option]')).toBeGreaterThan(300);
    await watched.lookAtAll();
    await settings.getByRole('tab', { name: 'Providers' }).click();
    await settings.getByText(marked).filter({ visible: true }).first().waitFor();
    await expectHarmless(watched);
    await watched.page.keyboard.press('Escape');
    await settings.waitFor({ state: 'hidden' });
  }, 300_000);

  it('is a persona in the picker, in Settings and in the header', async () => {
    await screen.button(/^Persona:/).click();
    const dialog = watched.page.getByRole('dialog', { name: 'Choose a persona' });
    await dialog.getByRole('option').first().waitFor();
    expect(await scrollThrough('[role=listbox]', '[role=option]')).toBeGreaterThan(300);
    await dialog.getByRole('option').last().click();
    await dialog.waitFor({ state: 'hidden' });
    const settings = await screen.openSettings('Personas');
    expect(await settings.getByRole('listitem').count()).toBeGreaterThan(300);
    await expectHarmless(watched);
    await watched.page.keyboard.press('Escape');
    await settings.waitFor({ state: 'hidden' });
  }, 300_000);

  it('is in the outline, in the inspector and in the preview of each format of an export', async () => {
    await watched.page.locator('.sidebar-list').evaluate((list) => list.scrollTo({ top: 0 }));
    await screen.conversation(togetherTitle).click();
    await expect.poll(() => watched.page.title(), { timeout: 20_000 }).toBe(`${togetherTitle} – Parley`);
    await watched.page.locator('article[data-role="assistant"][data-status="failed"]').waitFor();
    await watched.page.keyboard.press('Control+Shift+O');
    await watched.page.getByRole('complementary', { name: 'Outline' }).waitFor();
    expect(await scrollThrough('.outline-list[data-long]', '.outline-row')).toBeGreaterThan(300);
    await watched.page.keyboard.press('Control+Shift+I');
    await watched.page.getByRole('complementary', { name: 'Inspector' }).waitFor();
    await watched.lookAtAll();
    await watched.page.keyboard.press('Control+Shift+E');
    const dialog = watched.page.getByRole('dialog', { name: 'Export conversation' });
    const preview = dialog.getByRole('region', { name: 'Preview' });
    for (const [format, sign] of [
      ['markdown', '# '],
      ['html', '<!doctype html>'],
      ['text', togetherTitle],
    ] as const) {
      await dialog.getByRole('combobox', { name: 'Format' }).selectOption(format);
      await expect.poll(async () => (await preview.textContent())?.startsWith(sign)).toBe(true);
      expect((await preview.textContent())?.length).toBeGreaterThan(30_000);
      expect(await preview.locator('*').count()).toBe(0);
      await watched.lookAtAll();
    }
    await watched.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expectHarmless(watched);
  }, 300_000);

  it('is a title that a model made, a notice after it is deleted, and a notification of the desktop', async () => {
    // Replies count as long, and nobody looks at the window when they end.
    await watched.app.evaluate(({ BrowserWindow }) => {
      const now = performance.now.bind(performance);
      performance.now = () => now() * 10_000;
      for (const window of BrowserWindow.getAllWindows()) window.isFocused = () => false;
    });
    const titled = payloads.filter((_payload, index) => isWhole || index % 14 === 0);
    for (const [index, { text }] of titled.entries()) {
      await screen.button('New conversation').click();
      await screen.answers.first().waitFor({ state: 'detached' });
      vendor.nextTitle(text);
      vendor.next({ pieces: [text] });
      await screen.ask(text);
      await screen.answer('complete').waitFor();
      await expect
        .poll(async () => (await watched.shellReport()).notified.length, { timeout: 20_000 })
        .toBe(index + 1);
    }
    const link = screen.sidebar.locator('a[href^="#"]').first();
    const title = await link.textContent();
    await link.focus();
    await watched.page.keyboard.press('Delete');
    await watched.page.getByText(`“${title ?? ''}” was deleted`).waitFor();
    // Servers of notifications read the second line as markup on Linux.
    const { notified } = await watched.shellReport();
    expect(notified.filter((told) => /<|&(?!(?:amp|lt|gt);)/.test(told.replace(/^.*\n/, '')))).toEqual([]);
    expect(notified.filter((told) => /[\p{Cs}\u202a-\u202e\u2066-\u2069]/u.test(told))).toEqual([]);
    await expectHarmless(watched);
  }, 600_000);

  /** Brings a long list into view piece by piece; how many different entries were seen. It may be drawn anew at any time. */
  const scrollThrough = (list: string, entry: string): Promise<number> =>
    watched.page.evaluate(
      async ([listed, entries]) => {
        const seen = new Set<string>();
        const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        const listNow = (): Element => document.querySelector(listed) ?? document.createElement('div');
        /** Rows are drawn some time after the list was scrolled. */
        const isDrawn = (): boolean => {
          const { top, height } = listNow().getBoundingClientRect();
          return [...listNow().querySelectorAll(entries)].some((row) => {
            const box = row.getBoundingClientRect();
            return box.top < top + height / 2 + 60 && box.bottom > top + height / 2 - 60;
          });
        };
        const until = async (isDone: () => boolean, what: string): Promise<void> => {
          const end = performance.now() + 20_000;
          while (!isDone()) {
            if (performance.now() > end) throw new Error(`not shown: ${what}`);
            await nextFrame();
          }
        };
        // It opens with what was known before the providers were asked.
        await until(() => listNow().scrollHeight > 6_000, 'a long list');
        for (let place = 0, isAtEnd = false; !isAtEnd; place += 300) {
          listNow().scrollTo({ top: place });
          await nextFrame();
          await nextFrame();
          await until(isDrawn, `entries at ${String(place)}`);
          for (const row of listNow().querySelectorAll(entries)) seen.add(row.textContent);
          window.pageWatch.look(document.body);
          isAtEnd = place + listNow().clientHeight + 1 >= listNow().scrollHeight;
        }
        return seen.size;
      },
      [list, entry] as const,
    );
});
