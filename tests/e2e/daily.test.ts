import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleanEnvironment, electronPath, startParameters } from '../harness/electron-app';
import { openParley, type OpenParley } from './open-parley';

let parley: OpenParley;

beforeAll(async () => {
  parley = await openParley();
});
afterAll(() => parley.close());

/** Starts the program once more with this on its command line, as a click on a link does, and waits for its end. */
const startAgain = (parameter: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(electronPath(), [...startParameters(parley.folder), parameter], {
      env: cleanEnvironment(),
      stdio: 'ignore',
    });
    child.once('error', reject);
    child.once('exit', () => resolve());
  });

/** Questions that main has asked, and what the next one is answered with: 0 is Cancel. */
const answerWith = (response: number): Promise<void> =>
  parley.app.app.evaluate(({ dialog }, pressed) => {
    const asked: string[] = [];
    Object.assign(globalThis, { askedQuestions: asked });
    dialog.showMessageBox = (...all: unknown[]) => {
      const options = all.at(-1) as Electron.MessageBoxOptions;
      asked.push(options.message);
      return Promise.resolve({ response: pressed, checkboxChecked: false });
    };
  }, response);
const asked = (): Promise<readonly string[]> =>
  parley.app.app.evaluate(() => (globalThis as unknown as { askedQuestions: string[] }).askedQuestions);

test('a link from outside asks before it shows anything, and does nothing else', async () => {
  const { window, app } = parley;
  await window.ask('How do I add a key?');
  await window.answer('complete').waitFor();
  const id = await app.page.evaluate(() => location.hash.slice(1));
  await window.button('New conversation').click();
  await window.transcript.waitFor({ state: 'hidden' });

  await answerWith(0);
  await startAgain(`parley://open?conversation=${id}&text=hello`);
  await startAgain(`parley://open?conversation=${id}`);
  await expect.poll(asked).toEqual([expect.stringMatching(/^Open “.+”\?$/)]);
  expect(await window.transcript.isVisible()).toBe(false);

  await answerWith(1);
  await startAgain(`parley://open?conversation=${id}`);
  await window.answer('complete').waitFor();
  expect(await app.page.evaluate(() => location.hash)).toBe(`#${id}`);
  expect(await window.answers.count()).toBe(1);
  expect(await window.composer.inputValue()).toBe('');
});

test('the palette opens by its key, and a key of one’s own works in the menu at once', async () => {
  const { window, app } = parley;
  await app.page.keyboard.press('Control+k');
  await app.page.getByRole('dialog', { name: 'Command palette' }).waitFor();
  await app.page.keyboard.type('settings short');
  await app.page.keyboard.press('Enter');
  const settings = app.page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('button', { name: /^New window:/ }).click();
  await app.page.keyboard.press('Control+j');
  await settings.getByRole('button', { name: 'New window: Ctrl+J' }).waitFor();
  const accelerator = () =>
    app.app.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []);
      return items?.find(({ label }) => label === 'New window')?.accelerator;
    });
  await expect.poll(accelerator).toBe('CmdOrCtrl+J');
  await app.page.keyboard.press('Escape');
  await window.composer.waitFor();
});
