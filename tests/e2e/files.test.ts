import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ParleyPage } from './parley-page';
import { allVendors, openParley, type OpenParley } from './open-parley';
import { Vendor } from './vendor';

let vendor: Vendor;
let parley: OpenParley | undefined;

beforeEach(async () => {
  vendor = await Vendor.start();
});
afterEach(async () => {
  await parley?.close();
  parley = undefined;
  await vendor.stop();
});

const chip = ({ page }: ParleyPage, name: RegExp) =>
  page.getByRole('list', { name: 'Attached files' }).getByRole('button', { name });

/** Pastes or drops what a script of the page makes: a picture of a screen, and a text. */
const give = ({ page }: ParleyPage, kind: 'paste' | 'drop') =>
  page.evaluate(async (how) => {
    const canvas = new OffscreenCanvas(3000, 1000);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.fillStyle = '#3060c0';
    context.fillRect(0, 0, 3000, 1000);
    const data = new DataTransfer();
    const shape = { bubbles: true, cancelable: true };
    if (how === 'paste') {
      data.items.add(new File([await canvas.convertToBlob()], 'image.png', { type: 'image/png' }));
      const field = document.querySelector('textarea');
      field?.dispatchEvent(new ClipboardEvent('paste', { ...shape, clipboardData: data }));
    } else {
      data.items.add(new File(['level,1.20\nlevel,1.25\n'], 'levels.csv', { type: 'text/csv' }));
      for (const type of ['dragenter', 'dragover', 'drop']) {
        document.querySelector('main')?.dispatchEvent(new DragEvent(type, { ...shape, dataTransfer: data }));
      }
    }
  }, kind);

test('what is pasted, dropped and chosen waits in the draft over a restart, is sent, and shows in the transcript', async () => {
  const env = { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'anthropic/claude-sonnet-5-5' };
  parley = await openParley({ env });
  await give(parley.window, 'paste');
  await chip(parley.window, /^Pasted image\.png/).waitFor();
  await give(parley.window, 'drop');
  await chip(parley.window, /^levels\.csv/).waitFor();
  const chooser = parley.window.page.waitForEvent('filechooser');
  await parley.window.button('Attach files').click();
  await (
    await chooser
  ).setFiles([{ name: 'notes.md', mimeType: 'text/markdown', buffer: Buffer.from('# The wall moved') }]);
  await chip(parley.window, /^notes\.md/).waitFor();
  await parley.quit();

  parley = await openParley({ env, folder: parley.folder });
  const { window } = parley;
  await chip(window, /^notes\.md/).waitFor();
  await window.page.getByRole('button', { name: 'Remove notes.md' }).click();
  vendor.next({ pieces: ['It rises.'] });
  await window.ask('What does the level do?');
  await window.answer('complete', 'It rises.').waitFor();

  const sent = vendor.received.find(({ isTitle }) => !isTitle)?.body ?? '';
  expect(sent).toContain('"media_type":"image/png"');
  expect(sent).toContain('level,1.25');
  expect(sent).not.toContain('The wall moved');
  await expect.poll(() => window.page.getByRole('list', { name: 'Attached files' }).count()).toBe(0);

  const image = window.questions.getByRole('img', { name: 'Pasted image.png' });
  // It came from the data folder, and was made smaller on the way in.
  await expect.poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(2048);
  await window.questions.getByRole('button', { name: /^levels\.csv/ }).click();
  await window.page.getByRole('dialog', { name: 'levels.csv' }).getByText('level,1.25').waitFor();
  await window.page.keyboard.press('Escape');
  await window.questions.getByRole('button', { name: 'Use in next message' }).click();
  await chip(window, /^Pasted image\.png/).waitFor();
});
