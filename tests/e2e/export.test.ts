import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type Locator } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cleanEnvironment, electronPath, sandboxParameters } from '../harness/electron-app';
import { allVendors, openParley, type OpenParley } from './open-parley';
import { Vendor } from './vendor';

const hostile = [
  '## Rivers\n\n**Bold** and `code`.\n\n',
  '<script>window.ran = true</script>\n\n<img src="https://evil.example/x.png" onerror="window.ran = true">\n\n',
  '![beacon](https://evil.example/beacon.png) [run](javascript:window.ran=true) [read](https://example.org/)\n\n',
  '```html\n</pre></main><style>@import "https://evil.example"</style>\n```\n',
];

const patiently = { timeout: 20_000 };

let vendor: Vendor;
let parley: OpenParley;

beforeEach(async () => {
  vendor = await Vendor.start();
  parley = await openParley({
    env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'openai/gpt-6-sol' },
  });
  vendor.next({ pieces: hostile, thinking: 'Considering the rivers' });
  vendor.nextTitle('a/../b <b>Rivers</b>');
  await parley.window.ask('Tell me of <rivers>');
  await parley.window.answer('complete', 'Rivers').waitFor();
  await parley.window.conversation(/Rivers/).waitFor();
});
afterEach(async () => {
  await parley.close();
  await vendor.stop();
});

interface Asked {
  suggested: string;
  shownInFolder: string;
}

/** The system's dialog cannot be reached by a test: the person chooses `path` in it. */
const choosePlace = (path: string): Promise<void> =>
  parley.app.app.evaluate(({ dialog, shell }, filePath) => {
    const asked: Asked = { suggested: '', shownInFolder: '' };
    Object.assign(globalThis, { asked });
    dialog.showSaveDialog = (...all: unknown[]) => {
      asked.suggested = (all.at(-1) as Electron.SaveDialogOptions).defaultPath ?? '';
      return Promise.resolve({ canceled: filePath === '', filePath });
    };
    shell.showItemInFolder = (shown) => void (asked.shownInFolder = shown);
  }, path);

const asked = (): Promise<Asked> =>
  parley.app.app.evaluate(() => (globalThis as unknown as { asked: Asked }).asked);

async function openExport(): Promise<Locator> {
  await parley.window.page.keyboard.press('Control+Shift+E');
  const dialog = parley.window.page.getByRole('dialog', { name: 'Export conversation' });
  await dialog.getByText(/kB|bytes/).waitFor();
  return dialog;
}

const previewOf = (dialog: Locator): Locator => dialog.getByRole('region', { name: 'Preview' });

/** What a browser makes of a saved page, and what it asks for beside it. */
async function openPage(path: string) {
  const main = join(parley.folder, 'reader.cjs');
  const load = `new BrowserWindow().loadFile(${JSON.stringify(path)})`;
  writeFileSync(
    main,
    `const { app, BrowserWindow } = require('electron'); app.whenReady().then(() => ${load});`,
  );
  const reader = await _electron.launch({
    executablePath: electronPath(),
    args: [...sandboxParameters(), main],
    env: cleanEnvironment(),
  });
  try {
    const page = await reader.firstWindow();
    const requests: string[] = [];
    page.on('request', (request) => void requests.push(request.url()));
    await page.reload();
    const read = await page.evaluate(() => {
      const all = [...document.querySelectorAll('*')];
      return {
        names: [...new Set(all.map((element) => element.localName))].sort(),
        links: [...document.links].map((link) => link.href),
        handlers: all.flatMap((element) =>
          element.getAttributeNames().filter((name) => name.startsWith('on')),
        ),
        hasStyle: getComputedStyle(document.body).margin === '0px',
        hasRun: 'ran' in globalThis,
      };
    });
    return { ...read, requests: requests.filter((url) => !url.startsWith('file:')) };
  } finally {
    await reader.close();
  }
}

test('a conversation is saved as a page that holds what the preview showed, and nothing that runs or loads', async () => {
  const { window, folder } = parley;
  const path = join(folder, 'rivers.html');
  await choosePlace(path);
  const dialog = await openExport();
  await dialog.getByRole('combobox', { name: 'Format' }).selectOption('html');
  await dialog.getByText(/a-b bRivers-b\.html/).waitFor();
  const preview = await previewOf(dialog).textContent();
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await dialog.waitFor({ state: 'hidden' });

  const page = readFileSync(path, 'utf8');
  expect(page).toBe(preview);
  expect(page).toContain('Tell me of &lt;rivers&gt;');
  expect(page).not.toContain('Considering the rivers');
  const read = await openPage(path);
  expect(read).toEqual({
    names: [
      ...['a', 'article', 'bdi', 'body', 'code', 'div', 'h1', 'h2', 'h4', 'head', 'header', 'html', 'main'],
      ...['meta', 'p', 'pre', 'small', 'span', 'strong', 'style', 'title'],
    ],
    links: ['https://evil.example/beacon.png', 'https://example.org/'],
    handlers: [],
    hasStyle: true,
    hasRun: false,
    requests: [],
  });

  await window.page.getByText('Saved as rivers.html').waitFor();
  await window.button('Show in folder').click();
  await expect.poll(async () => (await asked()).shownInFolder, patiently).toBe(path);
  expect((await asked()).suggested).toMatch(/[/\\]a-b bRivers-b\.html$/);
});

test('the preview is source text and follows the choices; what cannot be written says why and can be tried again', async () => {
  const { window, folder } = parley;
  await choosePlace(join(folder, 'gone', 'rivers.md'));
  await window.conversation(/Rivers/).click({ button: 'right' });
  await window.page.getByRole('menuitem', { name: 'Export…' }).click();
  const dialog = window.page.getByRole('dialog', { name: 'Export conversation' });
  await previewOf(dialog).filter({ hasText: '\\![beacon](https://evil.example/beacon.png)' }).waitFor();
  await dialog.getByRole('switch', { name: 'Thinking' }).click();
  await previewOf(dialog).filter({ hasText: '> Considering the rivers' }).waitFor();
  expect(await previewOf(dialog).locator('*').count()).toBe(0);
  expect(await window.page.evaluate(() => 'ran' in globalThis)).toBe(false);

  await dialog.getByRole('button', { name: 'Save…' }).click();
  await dialog.getByRole('alert').getByText('The folder is not there any more.').waitFor();
  mkdirSync(join(folder, 'gone'));
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(readdirSync(join(folder, 'gone'))).toEqual(['rivers.md']);
});

test('choosing no place changes nothing', async () => {
  await choosePlace('');
  const dialog = await openExport();
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await expect.poll(async () => (await asked()).suggested, patiently).not.toBe('');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  expect(await parley.window.page.getByText('Saved as').count()).toBe(0);
});

test('code is saved with the ending of its language, a table as CSV, and a reply is shown as it came in', async () => {
  const { window, folder } = parley;
  const { page } = window;
  const code = join(folder, 'page.html');
  await choosePlace(code);
  await window.button('Save code').click();
  await page.getByText('Saved as page.html').waitFor();
  expect(readFileSync(code, 'utf8')).toBe('</pre></main><style>@import "https://evil.example"</style>');
  expect((await asked()).suggested).toMatch(/\.html$/);

  const table = ['| River | Length |\n', '| --- | --- |\n', '| Nile, White | 3700 |\n'];
  vendor.next({ pieces: table });
  await window.ask('As a table, please');
  await window.answer('complete', 'Nile').waitFor();
  const csv = join(folder, 'rivers.csv');
  await choosePlace(csv);
  await window.button('Save table').focus();
  await page.keyboard.press('Enter');
  await page.getByText('Saved as rivers.csv').waitFor();
  expect(readFileSync(csv, 'utf8')).toBe('River,Length\r\n"Nile, White",3700\r\n');

  await window.lastAnswer.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'View source' }).click();
  await expect
    .poll(() => window.lastAnswer.getByRole('group', { name: 'Source' }).textContent())
    .toBe(table.join(''));
  await window.lastAnswer.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Hide the source' }).click();
  await window.lastAnswer.getByRole('table').waitFor();
});
