import { afterEach, beforeEach, expect, test } from 'vitest';
import { allVendors, openParley, type OpenParley } from './open-parley';
import { recordNotifications, shownNotifications } from './record-notifications';
import { Vendor, type Reply } from './vendor';

let vendor: Vendor;
let parley: OpenParley;

beforeEach(async () => {
  vendor = await Vendor.start();
  parley = await openParley({
    env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'openai/gpt-6-sol' },
  });
  await recordNotifications(parley.app.app);
});
afterEach(async () => {
  await parley.close();
  await vendor.stop();
});

const shown = () => shownNotifications(parley.app.app);

/** Time goes on in the main process, without the test waiting for it. */
const passSeconds = (seconds: number): Promise<void> =>
  parley.app.app.evaluate((_electron, ms) => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + ms;
  }, seconds * 1_000);

const setVisible = (isVisible: boolean): Promise<void> =>
  parley.app.app.evaluate(({ BrowserWindow }, wanted) => {
    for (const window of BrowserWindow.getAllWindows()) {
      if (wanted) window.show();
      else window.hide();
    }
  }, isVisible);

const isVisible = (): Promise<boolean[]> =>
  parley.app.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.isVisible()),
  );

/** Also where no window manager gives the focus away. */
const focusWindow = (): Promise<void> =>
  parley.app.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      window.focus();
      if (!window.isFocused()) window.isFocused = () => true;
    }
  });

/** Asks, hides the window, lets `seconds` go by, and lets the reply end; then the window is there again. */
async function askAndLeave(question: string, reply: Reply, seconds: number): Promise<void> {
  const { window } = parley;
  const { length } = await window.answers.all();
  vendor.next({ holdAfter: 1, ...reply });
  await window.ask(question);
  await window.answer('streaming', reply.pieces?.[0]).waitFor();
  await setVisible(false);
  await passSeconds(seconds);
  vendor.release();
  const ended = window.page.locator('article[data-role="assistant"]:not([data-status="streaming"])');
  await ended.nth(length).waitFor({ state: 'attached' });
  await setVisible(true);
}

const chooseNotifications = async (choice: string): Promise<void> => {
  const settings = await parley.window.openSettings('General');
  await settings.getByRole('combobox', { name: 'Notify when a long reply ends' }).selectOption(choice);
  await parley.window.page.keyboard.press('Escape');
};

test('a long reply that ends in a hidden window is told as plain text, and a click shows it', async () => {
  const { window } = parley;
  vendor.nextTitle('Rivers');
  await window.ask('A river?');
  await window.conversation('Rivers').waitFor();
  const pieces = ['First. ', '**Bold** <img src="http://127.0.0.1/x"> & \u202eend'];
  await askAndLeave('More', { pieces }, 11);
  expect(await shown()).toEqual([
    {
      title: 'Rivers',
      body: 'First. Bold &lt;img src="http://127.0.0.1/x"&gt; &amp; end',
      icon: null,
    },
  ]);

  await window.button('New conversation').first().click();
  await window.questions.first().waitFor({ state: 'detached' });
  await setVisible(false);
  await parley.app.app.evaluate(() => globalThis.shownNotifications[0]?.click());
  await window.answer('complete', 'Bold').waitFor();
  expect(await isVisible()).toEqual([true]);
});

test('nothing is told of a short reply, of one that is looked at, nor when a person wants none', async () => {
  const { window } = parley;
  await askAndLeave('Short', { pieces: ['One ', 'done quickly'] }, 0);
  vendor.next({ pieces: ['Two ', 'in sight'], holdAfter: 1 });
  await window.ask('Looked at');
  await window.answer('streaming', 'Two').waitFor();
  await focusWindow();
  await passSeconds(11);
  vendor.release();
  await window.answer('complete', 'Two in sight').waitFor();
  await chooseNotifications('Off');
  await askAndLeave('Long', { pieces: ['Three ', 'done slowly'] }, 11);
  expect(await shown()).toEqual([]);
});

test('without text, neither the conversation nor the reply is named; a cut-off reply says so', async () => {
  await chooseNotifications('Without any text');
  await askAndLeave('My secret', { pieces: ['Your ', 'diagnosis'] }, 11);
  await askAndLeave('Again', { pieces: ['Half ', 'a reply', 'more'], cutAfter: 2 }, 11);
  expect(await shown()).toEqual([
    { title: 'Parley', body: 'A reply is ready.', icon: null },
    { title: 'Parley', body: 'The reply was cut off.', icon: null },
  ]);
});
