import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allVendors } from '../e2e/open-parley';
import { ParleyPage } from '../e2e/parley-page';
import { Vendor } from '../e2e/vendor';
import { isForbiddenStyle } from '../payloads/allowlist';
import { payloadCorpus } from '../payloads/corpus';
import { packPayloads } from '../payloads/pack-payloads';
import { closedSchemes, openSchemes } from '../payloads/schemes';
import { expectHarmless } from './expect-harmless';
import { watchApp, type WatchedApp } from './watched-app';

/** What is longer is streamed in 600 pieces. */
const longest = 600;
/** For these Chromium itself shows an empty page, which the app takes back: `shell-rules.test.ts`. */
const blanking = /^(?:about|chrome.*|devtools|filesystem|moz-extension|view-source)$/;
const webLinks = ['http', 'https'].flatMap((scheme) =>
  ['', 'path'].map((path) => `${scheme}://host.example/${path}`),
);
/** Each payload in a reply of its own, instead of many in one. */
const isAlone = process.env['PARLEY_PAYLOADS'] === 'whole';
/** Code units in a piece: `scripts/soak/payloads.mjs` streams them one by one. */
const step = isAlone ? 1 : 8;

describe.runIf(process.platform === 'linux')('text of a model in the packed app', () => {
  let vendor: Vendor;
  let watched: WatchedApp;
  let screen: ParleyPage;
  let streamed = 0;
  let pieces = 0;

  beforeAll(async () => {
    vendor = await Vendor.start();
    watched = await watchApp({ env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'openai/gpt-5.5' } });
    screen = new ParleyPage(watched.page);
  }, 180_000);
  afterAll(async () => {
    await watched.close();
    await vendor.stop();
  });

  /** Streams a reply piece by piece: each leaves when the window has drawn the one before. */
  async function stream(texts: readonly string[]): Promise<void> {
    const ends = texts.reduce<number[]>((all, text) => [...all, (all.at(-1) ?? streamed) + text.length], []);
    vendor.next({ pieces: texts, pace: (index) => watched.drawn(ends[index] ?? 0) });
    streamed = ends.at(-1) ?? streamed;
    pieces += texts.length;
    await screen.ask('Go on.');
    await watched.drawn(streamed);
    await watched.page.locator('article[data-role="assistant"][data-last][data-status="complete"]').waitFor();
  }

  it('is harmless at every prefix of a reply that streams from a provider', async () => {
    const payloads = payloadCorpus(watched.trap);
    const long = payloads.filter(({ text }) => text.length > longest);
    const packs = packPayloads(payloads.filter((payload) => !long.includes(payload)));
    const replies = isAlone ? payloads.map(({ text }) => text) : packs;
    for (const reply of replies) {
      if (reply.length <= longest * 3) await stream(inPieces(reply, step));
    }
    for (const { text } of long) await stream(inPieces(text, Math.ceil(text.length / longest)));
    const { units, batches, contents } = await watched.pageReport();
    // Each piece was drawn alone: no prefix was left out, and the replies did change with them.
    expect({ units, batches }).toEqual({ units: streamed, batches: pieces });
    expect(contents).toBeGreaterThan(pieces / 2);
    await expectHarmless(watched);
    if (step === 1) console.log(`${payloads.length} payloads, ${batches} prefixes, ${contents} contents`);
  }, 3_600_000);

  it('is harmless when it is read again from the database', async () => {
    await watched.page.reload();
    await screen.lastAnswer.waitFor();
    await watched.forget();
    await watched.page.evaluate(async () => {
      const scroller = document.querySelector('[role=log]');
      if (scroller === null) throw new Error('no transcript');
      const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      // Upwards to the start of the branch, which is read page by page.
      for (let still = 0; still < 30; still += scroller.scrollTop === 0 ? 1 : 0) {
        scroller.scrollTop -= 600;
        await nextFrame();
        window.pageWatch.look(document.body);
      }
    });
    await expectHarmless(watched);
  }, 300_000);

  it('asks before it opens a web address or a mail, and opens nothing else', async () => {
    const schemes = [...openSchemes, ...closedSchemes];
    const lines = schemes.flatMap((scheme) => [
      `[a link of ${scheme}](${scheme}:${scheme.startsWith('http') ? '//' : ''}someone@host.example)`,
      `<${scheme}://host.example/path>`,
    ]);
    vendor.next({ pieces: lines.map((line) => `${line}\n\n`) });
    await screen.ask('Which schemes are there?');
    await screen.answer('complete', 'a link of zotero').waitFor();
    // Every element is clicked, whether it looks like a link or not.
    const clicked = await watched.page.evaluate(async () => {
      const texts = [...document.querySelectorAll<HTMLElement>('.md *')];
      const links = texts.flatMap((element) => element.getAttribute('href') ?? []);
      for (const element of texts) {
        element.click();
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return { links, texts: texts.length };
    });
    expect(closedSchemes.length).toBeGreaterThanOrEqual(150);
    expect(clicked.texts).toBeGreaterThan(schemes.length);
    expect(new Set(clicked.links)).toEqual(
      new Set([...webLinks, 'mailto:someone@host.example', 'mailto://host.example/path']),
    );
    // The last of them names nobody.
    const questions = [
      ...webLinks.map((link) => `Open host.example in your browser?\n${link}`),
      'Write a mail to someone@host.example?\nmailto:someone@host.example',
    ];
    expect(new Set((await watched.shellReport()).asked)).toEqual(new Set(questions));
    await watched.forget();
    await expectHarmless(watched);
  });

  it('opens none of these schemes for a link that got past the text either', async () => {
    const schemes = closedSchemes.filter((scheme) => !blanking.test(scheme));
    await watched.page.evaluate(async (names) => {
      const link = document.createElement('a');
      link.rel = 'noreferrer';
      document.body.append(link);
      for (const name of names) {
        link.href = `${name}://host.example/x`;
        for (const target of ['_blank', '_self']) {
          link.target = target;
          link.click();
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
      link.remove();
    }, schemes);
    const { asked, opened, created } = await watched.shellReport();
    expect({ asked, opened, created }).toEqual({ asked: [], opened: [], created: [] });
    expect(watched.page.url()).toMatch(/^app:\/\/parley\/index\.html/);
    await watched.forget();
  });

  it('would be seen if it did anything', async () => {
    await watched.page.evaluate(async (trap) => {
      const text = document.querySelector('.md');
      if (text === null) throw new Error('no reply');
      const picture = document.createElement('img');
      picture.id = 'root';
      picture.src = `http://${trap}/picture.png`;
      const link = document.createElement('a');
      link.href = 'javascript:window.pwned=1';
      link.style.background = 'url(x)';
      text.append(picture, link);
      link.click();
      Object.assign(window, { pwned: 1 });
      await new Promise((resolve) => picture.addEventListener('error', resolve));
    }, watched.trap);
    await watched.lookAtAll();
    const page = await watched.pageReport();
    expect(page.elements).toContain('img');
    expect(page.attributes).toContain('img@id');
    expect(page.addresses).toContain('javascript:window.pwned=1');
    expect(page.styles.filter(isForbiddenStyle)).toHaveLength(1);
    expect(page.strangeNames).toContain('pwned');
    expect(page.violations.length).toBeGreaterThan(0);
    await fetch(`http://${watched.trap}/control`);
    expect(watched.reached()).toBeGreaterThan(0);
  });
});

const inPieces = (text: string, size: number): string[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
    text.slice(index * size, (index + 1) * size),
  );
