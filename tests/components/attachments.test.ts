import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Attachment } from '#shared/domain/attachment';
import { modelOf, provider } from './workbench/fake-directory';
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
  await page.evaluate(() => window.workbench.mountWindow());
  await composer().waitFor();
});

const composer = () => page.getByRole('textbox', { name: 'Message', exact: true });
const chips = () => page.getByRole('list', { name: 'Attached files' }).getByRole('listitem');
const chip = (name: string | RegExp) =>
  page.getByRole('list', { name: 'Attached files' }).getByRole('button', { name });
const draft = (key = 'new'): Promise<readonly Attachment[]> =>
  page.evaluate((of) => [...(window.workbench.engine.attachments.drafts.get(of) ?? [])], key);

type Kind = 'paste' | 'drop';

interface Given {
  readonly name: string;
  readonly type: string;
  /** Text, or the size of a picture that is drawn. */
  readonly text?: string;
  readonly bytes?: readonly number[];
  readonly picture?: { readonly width: number; readonly height: number; readonly orientation?: number };
}

/** Gives files to the window as the system does: in a paste into the field, or in a drop on the conversation. */
async function give(kind: Kind, files: readonly Given[], text = '', html = ''): Promise<void> {
  await page.evaluate(
    async ([how, given, plain, rich]) => {
      /** A JPEG of one colour above another, with an orientation of its own when one is asked for. */
      const drawn = async ({ picture, type }: (typeof given)[number]): Promise<BlobPart> => {
        const { width, height, orientation } = picture ?? { width: 1, height: 1 };
        const canvas = new OffscreenCanvas(width, height);
        const context = canvas.getContext('2d');
        if (context === null) throw new Error('no canvas');
        context.fillStyle = '#c03020';
        context.fillRect(0, 0, width, height);
        context.fillStyle = '#2048b0';
        context.fillRect(0, 0, width, height / 2);
        for (let index = 0; index < 4000; index += 1) {
          context.fillStyle = `hsl(${(index * 37) % 360} 60% 50%)`;
          context.fillRect((index * 7919) % width, (index * 104_729) % height, 40, 40);
        }
        if (orientation !== undefined) {
          context.fillStyle = '#2048b0';
          context.fillRect(0, 0, width, height / 2);
          context.fillStyle = '#c03020';
          context.fillRect(0, height / 2, width, height / 2);
        }
        const bytes = new Uint8Array(await (await canvas.convertToBlob({ type })).arrayBuffer());
        if (orientation === undefined) return bytes;
        const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1];
        const tag = [1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        const segment = new Uint8Array([0xff, 0xe1, 0, exif.length + tag.length + 2, ...exif, ...tag]);
        return new Blob([bytes.slice(0, 2), segment, bytes.slice(2)]);
      };
      const data = new DataTransfer();
      for (const one of given) {
        const plainContent = one.bytes === undefined ? (one.text ?? '') : new Uint8Array(one.bytes);
        const content = one.picture === undefined ? plainContent : await drawn(one);
        data.items.add(new File([content], one.name, { type: one.type }));
      }
      if (plain !== '') data.setData('text/plain', plain);
      if (rich !== '') data.setData('text/html', rich);
      await new Promise((resolve) => setTimeout(resolve));
      Object.assign(window, { givenAt: performance.now() });
      const shape = { bubbles: true, cancelable: true };
      const field = document.querySelector('textarea');
      if (how === 'paste') {
        field?.dispatchEvent(new ClipboardEvent('paste', { ...shape, clipboardData: data }));
        return;
      }
      const main = document.querySelector('main');
      for (const type of ['dragenter', 'dragover', 'drop']) {
        main?.dispatchEvent(new DragEvent(type, { ...shape, dataTransfer: data }));
      }
    },
    [kind, files, text, html] as const,
  );
}

/** The picture that a draft holds first: its size, and the colour at a place (0 to 1 of each edge). */
const storedPicture = (x: number, y: number) =>
  page.evaluate(
    async ([left, top]) => {
      const { attachments } = window.workbench.engine;
      const [first] = attachments.drafts.get('new') ?? [];
      const file = attachments.stored.get(first?.sha256 ?? '');
      if (file === undefined) throw new Error('no picture is stored');
      const bitmap = await createImageBitmap(new Blob([file.bytesOfFile]), { imageOrientation: 'none' });
      const { width, height } = bitmap;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      const [red = 0, , blue = 0] = context?.getImageData(width * left, height * top, 1, 1).data ?? [];
      return { width, height, isRed: red > blue };
    },
    [x, y] as const,
  );

/** Notes every task of the page over 50 ms; `longTasks` gives those since files were last given, in ms. */
const watchTasks = () =>
  page.evaluate(async () => {
    const tasks: PerformanceEntry[] = [];
    new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: 'longtask' });
    Object.assign(window, { tasks });
    // It does see one that comes.
    await new Promise<void>((resolve) => {
      setTimeout(() => {
        const start = performance.now();
        while (performance.now() - start < 80);
        resolve();
      });
    });
    while (tasks.length === 0) await new Promise(requestAnimationFrame);
  });
const longTasks = () =>
  page.evaluate(() => {
    const { tasks, givenAt } = window as unknown as { tasks: PerformanceEntry[]; givenAt: number };
    return tasks.filter(({ startTime }) => startTime >= givenAt).map(({ duration }) => duration);
  });

test('pasted pictures stand above the text with what they cost, go along, and leave the box', async () => {
  await give('paste', [{ name: 'image.png', type: 'image/png', picture: { width: 640, height: 400 } }]);
  await chip(/^Pasted image\.png .*about 1,105 tokens$/).waitFor();
  await page
    .getByRole('status')
    .filter({ hasText: 'Pasted image.png attached' })
    .waitFor({ state: 'attached' });
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Send' }).click();
  const question = page.locator('article[data-role="user"]');
  await question.getByRole('img', { name: 'Pasted image.png' }).waitFor();
  await expect.poll(() => chips().count()).toBe(0);
  // Nothing was written: the picture stands alone, without an empty bubble.
  expect(await question.locator('.message-own').count()).toBe(0);
  expect(
    await page.evaluate(
      () => window.workbench.engine.calls.find(({ route }) => route === 'chat.send')?.input,
    ),
  ).toMatchObject({ text: '', files: [{ name: 'Pasted image.png' }] });
});

test('a photograph of twelve megapixels is made smaller, turned as it was held, and holds nothing up', async () => {
  await watchTasks();
  await give('drop', [
    { name: 'IMG_0042.jpeg', type: 'image/jpeg', picture: { width: 4000, height: 3000, orientation: 6 } },
  ]);
  await chip(/^IMG_0042\.jpg/).waitFor();
  const tasks = await longTasks();
  // Decoded on the thread of the window it would be several hundred, on a busy machine more.
  expect(Math.max(0, ...tasks)).toBeLessThan(150);
  const [file] = await draft();
  expect(file).toMatchObject({ mediaType: 'image/jpeg', width: 1536, height: 2048 });
  // Turned a quarter to the right, what was below is on the left.
  expect(await storedPicture(0.1, 0.5)).toEqual({ width: 1536, height: 2048, isRed: true });
  expect(await storedPicture(0.9, 0.5)).toMatchObject({ isRed: false });
});

test('a drawing becomes a picture on white, and one that would hold the window up is refused', async () => {
  const drawing =
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="20" height="20" fill="red"/></svg>';
  const uses = Array.from(
    { length: 12 },
    (_, level) => `<g id="l${level + 1}">${`<use href="#l${level}"/>`.repeat(10)}</g>`,
  );
  const bomb = `<svg xmlns="http://www.w3.org/2000/svg"><g id="l0"><rect/></g>${uses.join('')}<use href="#l12"/></svg>`;
  await give('drop', [
    { name: 'logo.svg', type: 'image/svg+xml', text: drawing },
    { name: 'bomb.svg', type: 'image/svg+xml', text: bomb },
  ]);
  await page.getByRole('alert').filter({ hasText: 'bomb.svg' }).waitFor();
  await chip(/^logo\.png/).waitFor();
  expect(await storedPicture(0.25, 0.5)).toEqual({ width: 1024, height: 512, isRed: true });
});

test('what cannot be attached says why and what to do; the rest of the same drop gets in', async () => {
  await give('drop', [
    { name: 'notes.md', type: 'text/markdown', text: '# Notes' },
    { name: 'tool.exe', type: '', text: 'MZ…' },
    { name: 'broken.png', type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0] },
  ]);
  await chip(/^notes\.md/).waitFor();
  const refused = page.getByRole('alert').filter({ hasText: 'tool.exe' });
  await refused.getByText('Attach it as text, PDF').waitFor();
  await refused.getByRole('button', { name: 'Choose another' }).waitFor();
  await refused.getByRole('button', { name: 'Dismiss tool.exe' }).click();
  await refused.waitFor({ state: 'detached' });
  await page.getByRole('alert').filter({ hasText: 'broken.png' }).getByText('Save it anew').waitFor();
  expect((await draft()).map(({ name }) => name)).toEqual(['notes.md']);
});

// Catches: words that are typed after choosing files and go to the button that chose them.
test('after files were chosen, and after a refused one was dismissed, what is typed is the message', async () => {
  const box = page.getByRole('textbox', { name: 'Message' });
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).click();
  const file = (name: string) => ({ name, mimeType: '', buffer: Buffer.from('MZ…') });
  await (await chooser).setFiles([file('notes.md'), file('tool.exe')]);
  await page.getByRole('alert').filter({ hasText: 'tool.exe' }).waitFor();
  await page.keyboard.type('What is');
  await page.getByRole('button', { name: 'Dismiss tool.exe' }).click();
  await page.keyboard.type(' this?');
  expect(await box.inputValue()).toBe('What is this?');
});

test('more than twenty are refused one by one', async () => {
  const many = Array.from({ length: 22 }, (_, index) => ({
    name: `${index}.txt`,
    type: 'text/plain',
    text: `text ${index}`,
  }));
  await give('drop', many);
  await expect.poll(() => chips().count()).toBe(20);
  expect(await page.getByRole('alert').count()).toBe(2);
  await page.getByText('20 files, about').waitFor();
});

test('a long paste becomes a file and can be put back as text; one that cannot be stored is not lost', async () => {
  const long = 'All work and no play. '.repeat(500);
  await give('paste', [], long);
  await chip(/^Pasted text\.txt/).waitFor();
  expect(await composer().inputValue()).toBe('');
  await page.getByRole('button', { name: 'Insert as text' }).click();
  await expect.poll(() => composer().inputValue()).toBe(long);
  await expect.poll(() => chips().count()).toBe(0);

  await composer().fill('');
  await page.evaluate(() => {
    window.workbench.engine.failNext = {
      route: 'attachment.add',
      error: { code: 'storage.full', message: '' },
    };
  });
  await give('paste', [], long);
  await expect.poll(() => composer().inputValue()).toBe(long);
});

test('text beside a picture of it is pasted as text', async () => {
  await composer().focus();
  await give(
    'paste',
    [{ name: 'image.png', type: 'image/png', picture: { width: 40, height: 40 } }],
    'cells',
    '<b>cells</b>',
  );
  // Nothing arrives: the field's own paste goes on.
  expect(
    await page.evaluate(() => window.workbench.engine.calls.some(({ route }) => route === 'attachment.add')),
  ).toBe(false);
});

test('chips are gone through, opened and removed by keyboard', async () => {
  await give('drop', [
    { name: 'one.txt', type: 'text/plain', text: 'first file' },
    { name: 'two.txt', type: 'text/plain', text: 'second file' },
  ]);
  await chip(/^two\.txt/).waitFor();
  await chip(/^one\.txt/).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'two.txt' });
  await dialog.getByText('second file').waitFor();
  await dialog.getByText('11 characters of text').waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.keyboard.press('Delete');
  await expect.poll(() => chips().count()).toBe(1);
  await page.keyboard.press('Delete');
  await expect.poll(() => chips().count()).toBe(0);
  await expect.poll(() => composer().evaluate((field) => field === document.activeElement)).toBe(true);
});

test('files are kept by conversation, come back, and arrive where they were put', async () => {
  await page.evaluate(() => {
    const { engine } = window.workbench;
    engine.seed('First', 2);
    engine.attachments.held = new Promise((resolve) => Object.assign(window, { release: resolve }));
  });
  await give('drop', [{ name: 'slow.txt', type: 'text/plain', text: 'on its way' }]);
  await page.getByRole('progressbar', { name: /slow\.txt/ }).waitFor();
  await composer().fill('too early');
  expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  await page.getByRole('link', { name: 'First' }).click();
  await expect.poll(() => chips().count()).toBe(0);
  await page.evaluate(() => (window as unknown as { release: () => void }).release());
  await page.getByRole('button', { name: 'New conversation' }).click();
  await chip(/^slow\.txt/).waitFor();
  // Put in from another window.
  await page.evaluate(() => {
    const { attachments } = window.workbench.engine;
    const [known] = attachments.drafts.get('new') ?? [];
    if (known !== undefined)
      attachments.put('new', { ...known, sha256: 'a'.repeat(64), name: 'other-window.txt' });
  });
  await chip(/^other-window\.txt/).waitFor();
});

test('a model that cannot see is told of before sending, with one that can', async () => {
  await page.goto('app://workbench/index.html');
  await page.waitForFunction(() => 'workbench' in window);
  const blind = modelOf(provider('openai', 'OpenAI', 'openai'), 'blind', 'Blind', { supportsImages: false });
  const seeing = modelOf(provider('openai', 'OpenAI', 'openai'), 'seeing', 'Seeing', {
    supportsImages: true,
  });
  await page.evaluate(
    (models) => {
      const { engine, directory, mountDirectory } = window.workbench;
      Object.assign(directory, { extraModels: models });
      engine.settings = { ...engine.settings, defaultModel: models[0]?.ref ?? null };
      directory.makeReady('openai');
      mountDirectory();
    },
    [blind, seeing],
  );
  await composer().waitFor();
  await give('paste', [{ name: 'image.png', type: 'image/png', picture: { width: 64, height: 40 } }]);
  const note = page.getByText('Blind cannot see images.');
  await note.waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await composer().fill('What is this?');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'Nothing was sent' }).waitFor();
  expect(await composer().inputValue()).toBe('What is this?');
  await page.getByRole('button', { name: 'Use Seeing' }).click();
  await note.waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.locator('article[data-role="user"]').filter({ hasText: 'What is this?' }).waitFor();
});
