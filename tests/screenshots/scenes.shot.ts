import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, test } from 'vitest';
import { newDataFolder } from '../harness/electron-app';
import { startKeyring, type Keyring } from '../harness/keyring';
import { allVendors, openParley, type OpenParley } from '../e2e/open-parley';
import { Vendor } from '../e2e/vendor';
import { history, longReply, streamingReply } from './content';

const folder = resolve(import.meta.dirname, '../../docs/screenshots');
const sizes = { wide: { width: 1280, height: 800 }, small: { width: 900, height: 600 } };
const themes = ['light', 'dark'] as const;

let keyring: Keyring;
let vendor: Vendor;
let data: string;
let parley: OpenParley;

const open = async (): Promise<void> => {
  parley = await openParley({
    folder: data,
    env: { ...keyring.env, ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'anthropic/claude-opus-5-5' },
  });
};

/** Pictures of the window as it stands, in both themes. */
async function shoot(name: string, size: keyof typeof sizes = 'wide'): Promise<void> {
  await parley.app.app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, sizes[size]);
  const { page } = parley.window;
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await page.waitForFunction(
      ({ width, scheme }) =>
        window.innerWidth === width && matchMedia(`(prefers-color-scheme: ${scheme})`).matches,
      { width: sizes[size].width, scheme: theme },
    );
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(folder, `${name}${size === 'small' ? '-small' : ''}-${theme}.png`) });
  }
}

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  keyring = await startKeyring();
  vendor = await Vendor.start();
  data = newDataFolder();
  await open();
}, 120_000);

afterAll(async () => {
  await parley.close();
  await vendor.stop();
  await keyring.stop();
});

test('the first run', async () => {
  await shoot('first-run');
  await shoot('first-run', 'small');
});

test('the Guide answers', async () => {
  await parley.window.chooseModel('Guide');
  await parley.window.ask('How do I add an API key?');
  await parley.window.answer('complete').waitFor();
  await shoot('guide');
});

test('a list of weeks, a finished reply, a streaming one', async () => {
  for (const { question, answer, title } of history) {
    await parley.window.button('New conversation').click();
    vendor.next({ pieces: answer });
    vendor.nextTitle(title);
    await parley.window.ask(question);
    await parley.window.answer('complete').waitFor();
    await parley.window.conversation(title).waitFor();
  }
  await parley.quit();
  spreadOverWeeks();
  await open();

  await parley.window.conversation(history.at(-1)?.title ?? '').click();
  await parley.window.answer('complete').waitFor();
  vendor.next({ thinking: 'The person asks about the pragma. FULL against NORMAL.', pieces: longReply });
  await parley.window.ask(
    'Why does SQLite stay consistent when the power goes out in the middle of a write? Show me the one pragma that matters.',
  );
  await parley.window.answer('complete', 'waits for the disk').waitFor();
  await shoot('conversation');
  await shoot('conversation', 'small');

  vendor.next({ pieces: streamingReply, holdAfter: streamingReply.length - 1 });
  await parley.window.ask('And on a full disk?');
  await parley.window.answer('streaming', 'reserve file').waitFor();
  await shoot('streaming');
  vendor.release();
  await parley.window.answer('streaming').waitFor({ state: 'detached' });
});

test('a failure with what to do about it', async () => {
  await parley.window.button('New conversation').click();
  vendor.next({
    failure: {
      status: 401,
      body: { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } },
    },
  });
  await parley.window.ask('Summarise the attached minutes in five bullet points, please.');
  await parley.window.answer('failed').waitFor();
  await shoot('error');
  vendor.next({ pieces: ['Here is the first half of the summary, and then the', ' rest'], cutAfter: 1 });
  await parley.window.ask('Try again?');
  await parley.window.answer('truncated').waitFor();
  await shoot('cut-off');
});

test('pickers and settings', async () => {
  const { window } = parley;
  await window.button(/^Model:/).click();
  await window.page
    .getByRole('dialog', { name: 'Choose a model' })
    .getByRole('option', { name: /gpt-6/i })
    .first()
    .waitFor();
  await shoot('model-picker');
  await window.page.keyboard.press('Escape');
  await window.button(/^Persona:/).click();
  await window.page.getByRole('dialog', { name: 'Choose a persona' }).getByRole('option').first().waitFor();
  await shoot('persona-picker');
  await window.page.keyboard.press('Escape');
  const tabs = [
    'General',
    'Providers',
    'Models',
    'Personas',
    'Shortcuts',
    'Data',
    'Usage',
    'Health',
    'Privacy',
  ];
  for (const tab of [...tabs, 'About']) {
    const dialog = await window.openSettings(tab);
    await dialog.getByRole('tabpanel').filter({ hasText: /\w/ }).waitFor();
    await shoot(`settings-${tab.toLowerCase()}`);
    if (['Providers', 'Usage', 'Health'].includes(tab)) await shoot(`settings-${tab.toLowerCase()}`, 'small');
    await window.page.keyboard.press('Escape');
    await window.page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'hidden' });
  }
});

test('the palette, search and what was', async () => {
  const { window } = parley;
  const { page } = window;
  await page.keyboard.press('Control+K');
  await page.getByRole('dialog', { name: 'Command palette' }).getByRole('option').first().waitFor();
  await shoot('palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+F');
  await page.keyboard.type('power');
  await page.getByRole('listitem').filter({ hasText: 'power' }).first().waitFor();
  await shoot('search');
  await shoot('search', 'small');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+H');
  await page.getByRole('main', { name: 'History' }).waitFor();
  for (const name of ['Timeline', 'Statistics', 'Starred']) {
    await page.getByRole('tab', { name }).click();
    await shoot(`history-${name.toLowerCase()}`);
    if (name !== 'Starred') await shoot(`history-${name.toLowerCase()}`, 'small');
  }
});

/** The conversations were all made a moment ago; a person's are spread over weeks. */
function spreadOverWeeks(): void {
  const database = new Database(join(data, 'parley.db'));
  const rows = database.prepare('SELECT id FROM conversation ORDER BY list_position DESC').pluck().all();
  const hours = [0, 2, 4, 26, 29, 33, 60, 75, 90, 130, 500, 560, 900];
  const now = Date.now();
  rows.forEach((id, index) => {
    database
      .prepare('UPDATE conversation SET updated_at = ? WHERE id = ?')
      .run(now - (hours[index] ?? 1000) * 3_600_000, id);
  });
  database.close();
}
