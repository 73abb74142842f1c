import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { MessageView } from '#shared/domain/message';
import type { Part } from '#shared/domain/part';
import { openWorkbench, type OpenWorkbench } from './open-workbench';
import { seriousViolations } from './serious-violations';

let workbench: OpenWorkbench;
let page: Page;

beforeAll(async () => {
  workbench = await openWorkbench();
  page = workbench.page;
});
afterAll(() => workbench.close());
beforeEach(async () => {
  await page.goto('app://workbench/index.html');
  await page.waitForFunction(() => 'workbench' in window);
});

/** The workbench paints it in the colour of its first digits; one that begins with 0000 is missing. */
const image = (digits: string, name: string | null, width: number | null = 640): Part => ({
  type: 'image',
  sha256: digits.padEnd(64, 'a'),
  mediaType: 'image/png',
  width,
  height: width === null ? null : 400,
  name,
});
const file: Part = {
  type: 'file',
  sha256: 'f'.repeat(64),
  mediaType: 'application/pdf',
  name: 'report.pdf',
  bytes: 2_340_000,
  textSha256: 'e'.repeat(64),
  characters: 84_000,
  isCut: true,
};

const log = () => page.getByRole('log', { name: 'Transcript' });
const question = () => page.locator('article[data-role="user"]').last();
const answer = () => page.locator('article[data-role="assistant"]').last();
const callsOf = (route: string) =>
  page.evaluate(
    (name) => window.workbench.engine.calls.filter((call) => call.route === name).map(({ input }) => input),
    route,
  );

/** Opens a conversation of one question with these parts and an answer with those. */
async function open(asked: readonly Part[], answered: readonly Part[]): Promise<void> {
  await page.evaluate(
    ([of, by]) => {
      const { engine, mountWindow } = window.workbench;
      const stored = engine.stored.get(engine.seed('Pictures', 2));
      if (stored === undefined) throw new Error('nothing was seeded');
      const parts = [of, by];
      stored.messages = stored.messages.map((message, index): MessageView => ({
        ...message,
        parts: parts[index] ?? [],
      }));
      mountWindow();
    },
    [asked, answered] as const,
  );
  await page.getByRole('link', { name: 'Pictures' }).click();
  await log().waitFor();
}

test('images stand in their place before they are there, and open large with arrow keys between them', async () => {
  await open(
    [image('a0c4d8', 'left.png'), image('d8b090', 'right.png'), { type: 'text', text: 'Which?' }],
    [image('90c0a0', null)],
  );
  const made = answer().getByRole('img', { name: 'Image' });
  await made.waitFor();
  const { width = 0, height = 0 } = (await made.boundingBox()) ?? {};
  expect(width / height).toBeCloseTo(640 / 400, 1);
  expect(await seriousViolations(page)).toEqual([]);

  // By key: the pictures below are still coming, and the view follows its end while a pointer is on its way.
  await question().getByRole('button', { name: 'Open left.png' }).press('Enter');
  const dialog = (name: string) => page.getByRole('dialog', { name });
  await dialog('left.png (1 of 3)').waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await dialog('right.png (2 of 3)').waitFor();
  await page.keyboard.press('ArrowRight');
  await dialog('Image (3 of 3)').waitFor();
  await page.keyboard.press('ArrowRight');
  await dialog('Image (3 of 3)').getByRole('button', { name: 'Show in its own size' }).click();
  await page.getByRole('button', { name: 'Fit into the window' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog('Image (3 of 3)').waitFor({ state: 'detached' });
});

test('an image is saved, copied, and used in the next message', async () => {
  await open([{ type: 'text', text: 'Draw it.' }], [image('90c0a0', null)]);
  const sha256 = '90c0a0'.padEnd(64, 'a');
  await page.evaluate((hash) => {
    const { attachments } = window.workbench.engine;
    attachments.stored.set(hash, {
      sha256: hash,
      name: 'Image',
      mediaType: 'image/png',
      bytes: 10,
      kind: 'image',
      width: 640,
      height: 400,
      characters: null,
      isCut: false,
      tokens: 500,
      bytesOfFile: new Uint8Array(10),
    });
  }, sha256);
  await answer().getByRole('button', { name: 'Save image…' }).click();
  await answer().getByRole('button', { name: 'Copy image' }).click();
  await page.getByText('Image copied').waitFor();
  await answer().getByRole('button', { name: 'Use in next message' }).click();
  await page
    .getByRole('list', { name: 'Attached files' })
    .getByRole('button', { name: /^Image/ })
    .waitFor();
  expect(await callsOf('attachment.save')).toEqual([{ sha256, name: 'Image' }]);
  expect(await callsOf('attachment.copyImage')).toEqual([{ sha256 }]);
});

test('a file shows as a card that opens its text; what is missing says so and breaks nothing', async () => {
  await open([file, image('0000', 'lost.png'), { type: 'text', text: 'Read this.' }], [image('0000', null)]);
  await question().getByText('lost.png').waitFor();
  await answer().getByText('not in Parley’s data folder').waitFor();
  await question()
    .getByRole('button', { name: /report\.pdf.*PDF · 2\.3 MB · cut after 84,000 characters/s })
    .click();
  await page.getByRole('dialog', { name: 'report.pdf' }).waitFor();
  expect((await callsOf('attachment.preview'))[0]).toEqual({ sha256: 'f'.repeat(64) });
});

test('sketches of an image follow each other without a gap, and say that they are sketches', async () => {
  await page.evaluate(() => window.workbench.mountWindow());
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Draw it.');
  await page.keyboard.press('Enter');
  await answer().waitFor();
  const put = (digits: string) =>
    page.evaluate(
      (part) => {
        const { engine } = window.workbench;
        const [id = ''] = engine.stored.keys();
        engine.write(id, { type: 'put', index: 0, part });
      },
      image(digits, null),
    );
  await put('111111');
  const shown = answer().getByRole('img', { name: 'Image' });
  await shown.waitFor();
  await answer().getByText('Still being drawn').waitFor();
  const element = await shown.elementHandle();
  /** In each frame from here on: the place must hold a whole picture. */
  await page.evaluate((img) => {
    const blank: string[] = [];
    Object.assign(window, { blank });
    const look = (): void => {
      if (img instanceof HTMLImageElement && (!img.isConnected || !img.complete || img.naturalWidth === 0))
        blank.push(img.src);
      requestAnimationFrame(look);
    };
    look();
  }, element);
  for (const digits of ['222222', '333333', '444444']) {
    await put(digits);
    await expect.poll(() => shown.getAttribute('src')).toContain(digits);
  }
  expect(await page.evaluate(() => (window as unknown as { blank: string[] }).blank)).toEqual([]);
  await page.evaluate(() => {
    const { engine } = window.workbench;
    const [id = ''] = engine.stored.keys();
    engine.settle(id);
  });
  await answer().getByText('Still being drawn').waitFor({ state: 'detached' });
});

test('a question that is asked anew keeps its files, less what is removed, with what is added', async () => {
  await open(
    [image('a0c4d8', 'left.png'), file, { type: 'text', text: 'Which?' }],
    [{ type: 'text', text: 'Left.' }],
  );
  await question().hover();
  await question().getByRole('button', { name: 'Edit message' }).click();
  const files = page.getByRole('list', { name: 'Files of this message' });
  await files.getByRole('button', { name: 'Remove left.png' }).click();
  const chooser = page.waitForEvent('filechooser');
  await files.getByRole('button', { name: 'Add files' }).click();
  await (await chooser).setFiles([{ name: 'more.txt', mimeType: 'text/plain', buffer: Buffer.from('more') }]);
  await files.getByText('more.txt').waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect
    .poll(() => callsOf('chat.edit'))
    .toMatchObject([{ text: 'Which?', files: [{ name: 'report.pdf' }, { name: 'more.txt' }] }]);
  // It was never in the message box below, and leaves no draft behind.
  await expect
    .poll(() => page.evaluate(() => [...window.workbench.engine.attachments.drafts.values()].flat().length))
    .toBe(0);
});
