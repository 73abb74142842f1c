import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousViolations } from '../components/serious-violations';
import { allVendors, openParley, type OpenParley } from './open-parley';
import { ParleyPage } from './parley-page';
import { Vendor } from './vendor';

let vendor: Vendor;
let parley: OpenParley;

beforeAll(async () => {
  vendor = await Vendor.start();
  parley = await openParley({ env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'Workshop/mixtral' } });
  // What the desktop would call when the key is pressed in another program; the registration is the real one.
  await parley.app.app.evaluate(({ globalShortcut }) => {
    const register = globalShortcut.register.bind(globalShortcut);
    Object.assign(globalShortcut, {
      register: (accelerator: string, onPress: () => void) => {
        Object.assign(globalThis, { pressKey: onPress });
        return register(accelerator, onPress);
      },
    });
  });
});
afterAll(async () => {
  await parley.close();
  await vendor.stop();
});

const pressKey = () =>
  parley.app.app.evaluate(() => (globalThis as unknown as { pressKey: () => void }).pressKey());

interface QuickState {
  readonly isVisible: boolean;
  readonly isOnTop: boolean;
}

/** The window without a frame, as the main process has it; null when there is none. */
const quickState = (): Promise<QuickState | null> =>
  parley.app.app.evaluate(({ BrowserWindow }) => {
    const quick = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().includes('#quick'),
    );
    return quick === undefined ? null : { isVisible: quick.isVisible(), isOnTop: quick.isAlwaysOnTop() };
  });
const untilVisible = (isVisible: boolean) =>
  expect.poll(async () => (await quickState())?.isVisible).toBe(isVisible);

function storedQuestions(): readonly { readonly conversation: number; readonly text: string }[] {
  const database = new Database(join(parley.folder, 'parley.db'), { readonly: true });
  try {
    return database
      .prepare<[], { conversation: number; text: string }>(
        `SELECT dense_rank() OVER (ORDER BY message.conversation_id) AS conversation, payload ->> 'text' AS text
         FROM message JOIN part ON part.message_id = message.id
         WHERE message.role = 'user' ORDER BY message.created_at`,
      )
      .all();
  } finally {
    database.close();
  }
}

async function openFromPalette(window: ParleyPage): Promise<void> {
  await window.page.keyboard.press('Control+K');
  await window.page.getByRole('dialog', { name: 'Command palette' }).waitFor();
  await window.page.keyboard.type('quick window');
  await window.page.getByRole('option', { name: 'Open the quick window' }).waitFor();
  await window.page.keyboard.press('Enter');
}

// One launch: each step goes on from the one before, as a day would.
test('a quick question: asked over other programs, kept as a conversation, gone on with in Parley', async () => {
  const { window } = parley;
  expect(await quickState()).toBeNull();
  await window.composer.fill('half a thought of the large window');
  const quick = await parley.nextWindow(() => openFromPalette(window));
  await untilVisible(true);
  expect(await quickState()).toMatchObject({ isOnTop: true });

  // Typed at once: the focus is in the message box.
  vendor.next({ pieces: ['Thir', 'teen.'], holdAfter: 1 });
  await quick.page.keyboard.type('How many is a baker’s dozen?');
  await quick.page.keyboard.press('Enter');
  await quick.answer('streaming', 'Thir').waitFor();
  await quick.page.keyboard.press('Escape');
  await quick.answer('stopped', 'Thir').waitFor();
  vendor.release();
  expect(await seriousViolations(quick.page)).toEqual([]);
  await quick.page.keyboard.press('Escape');
  await untilVisible(false);
  // What is written in the large window is not what was sent here.
  expect(await window.composer.inputValue()).toBe('half a thought of the large window');

  // The key, from any program.
  const settings = await window.openSettings('Shortcuts');
  await settings.getByRole('switch', { name: 'A key for the quick window' }).click();
  await settings.getByRole('button', { name: 'Open the quick window: Ctrl+Shift+Space' }).waitFor();
  expect(
    await parley.app.app.evaluate(({ globalShortcut }) =>
      globalShortcut.isRegistered('CmdOrCtrl+Shift+Space'),
    ),
  ).toBe(true);
  await window.page.keyboard.press('Escape');
  await pressKey();
  await untilVisible(true);
  await pressKey();
  await untilVisible(false);
  // A second start with --quick, as a key of a desktop's own makes it.
  await parley.app.app.evaluate(({ app }) => app.emit('second-instance', {}, [], '', { verb: 'quick' }));
  await untilVisible(true);
  vendor.next({ pieces: ['A dozen is twelve.'] });
  await quick.page.keyboard.type('And a dozen?');
  await quick.page.keyboard.press('Enter');
  await quick.answer('complete', 'twelve').waitFor();
  await expect.poll(() => storedQuestions().map(({ conversation }) => conversation)).toEqual([1, 1]);

  // In Parley it goes on, and the next quick question is another conversation.
  await quick.page.keyboard.press('Control+Enter');
  await untilVisible(false);
  await window.answer('complete', 'twelve').waitFor();
  await pressKey();
  await untilVisible(true);
  await quick.page.getByRole('heading', { name: 'Quick question' }).waitFor();
  vendor.next({ pieces: ['Snow.'] });
  await quick.page.keyboard.type('What is white?');
  await quick.page.keyboard.press('Enter');
  await quick.answer('complete', 'Snow').waitFor();
  expect(new Set(storedQuestions().map(({ conversation }) => conversation)).size).toBe(2);

  // It is closed as hidden; a reload keeps its conversation.
  await quick.page.reload();
  await quick.answer('complete', 'Snow').waitFor();
  await parley.app.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().includes('#quick'))
      ?.close(),
  );
  await untilVisible(false);

  // With no large window left, one is opened that does what the quick one has no room for.
  await pressKey();
  await untilVisible(true);
  await window.page.close();
  const opens = parley.app.app.waitForEvent('window');
  await quick.page.keyboard.press('Control+,');
  const again = new ParleyPage(await opens);
  await again.page.getByRole('dialog', { name: 'Settings' }).waitFor();
  await untilVisible(false);
  await again.page.reload();
  await again.ready();
  expect(await again.page.getByRole('dialog').count()).toBe(0);

  // Behind a hidden window nothing stays alive.
  const ends = parley.app.app.waitForEvent('close');
  await again.page.close();
  await ends;
});
