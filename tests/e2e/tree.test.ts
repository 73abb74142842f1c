import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { allVendors, openParley, type OpenParley } from './open-parley';
import type { ParleyPage } from './parley-page';
import { newDataFolder } from '../harness/electron-app';
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

/** A conversation of 5,000 messages, as `npm run seed` makes it. */
function seedInto(folder: string): void {
  const script = join(import.meta.dirname, '../../scripts/seed.mjs');
  const options = ['--title=Long one', '--messages=5000', '--first=the first words', '--last=the last words'];
  execFileSync(process.execPath, [script, `--user-data-dir=${folder}`, ...options]);
}

const open = async (): Promise<ParleyPage> => {
  parley = await openParley({
    env: { ...allVendors(vendor), PARLEY_DEFAULT_MODEL: 'Workshop/mixtral' },
  });
  return parley.window;
};

async function ask(window: ParleyPage, question: string, answer: string): Promise<void> {
  vendor.next({ pieces: [answer] });
  await window.ask(question);
  await window.answer('complete', answer).waitFor();
}

async function choose(window: ParleyPage, message: 'question' | 'answer', nth: number, item: string) {
  const article = (message === 'question' ? window.questions : window.answers).nth(nth);
  await article.hover();
  await article.getByRole('button', { name: 'More actions' }).click();
  await window.page.getByRole('menuitem', { name: item, exact: true }).click();
}

/** The last request: the texts of its messages. */
const lastSent = (): readonly string[] => {
  const turns = vendor.received.filter(({ isTitle }) => !isTitle);
  const { messages } = JSON.parse(turns.at(-1)?.body ?? '{}') as {
    messages: readonly { readonly role: string; readonly content: unknown }[];
  };
  return messages
    .filter(({ role }) => role !== 'system')
    .map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)));
};

const shown = (window: ParleyPage): Promise<readonly string[]> =>
  window.page.locator('article .message-own, article .md').allInnerTexts();

test('an edited question is asked again with its own answer, and the earlier pair stays a step away', async () => {
  const window = await open();
  await ask(window, 'First', 'One.');
  await ask(window, 'Secnd', 'Two?');
  await window.composer.press('ArrowUp');
  const editor = window.page.getByRole('textbox', { name: 'Edit message' });
  await expect.poll(() => editor.inputValue()).toBe('Secnd');
  await editor.press('Escape');
  await expect.poll(() => window.composer.evaluate((field) => field === document.activeElement)).toBe(true);
  await window.composer.press('ArrowUp');
  await editor.fill('Second');
  vendor.next({ pieces: ['Two.'] });
  await editor.press('Enter');
  await window.answer('complete', 'Two.').waitFor();
  expect(lastSent()).toEqual(['First', 'One.', 'Second']);
  await window.questions.nth(1).hover();
  await window.questions.nth(1).getByText('2/2').waitFor();
  await window.questions.nth(1).getByRole('button', { name: 'Previous version' }).click();
  await window.answer('complete', 'Two?').waitFor();
});

// Catches: a pressed button that goes away and takes the focus with it, so that the next key goes nowhere.
test('after Send, Stop, Continue and Regenerate the next key is written, and versions are stepped through by Enter', async () => {
  const window = await open();
  const hasFocus = () => window.composer.evaluate((field) => field === document.activeElement);
  await ask(window, 'First', 'One.');
  await expect.poll(hasFocus).toBe(true);
  vendor.next({ pieces: ['Half', ' a loaf'], holdAfter: 1 });
  await window.ask('Second');
  await window.answer('streaming', 'Half').waitFor();
  await window.button('Stop').click();
  await window.answer('stopped').waitFor();
  vendor.release();
  await expect.poll(hasFocus).toBe(true);
  vendor.next({ pieces: [' and the rest.'] });
  await window.button('Continue').click();
  await window.lastAnswer.getByText('Half and the rest.', { exact: true }).waitFor();
  await expect.poll(hasFocus).toBe(true);
  for (const text of ['Two.', 'Three.']) {
    vendor.next({ pieces: [text] });
    await window.lastAnswer.getByRole('button', { name: 'Regenerate' }).click();
    await window.answer('complete', text).waitFor();
    await expect.poll(hasFocus).toBe(true);
  }
  const shows = (version: string) => window.lastAnswer.getByText(version).waitFor();
  await window.lastAnswer.getByRole('button', { name: 'Previous version' }).focus();
  await window.page.keyboard.press('Enter');
  await shows('2/3');
  await window.page.keyboard.press('Enter');
  await shows('1/3');
  // At the first one only the other way is open.
  await window.page.keyboard.press('Enter');
  await shows('2/3');
});

test('a branch from the middle says what goes on elsewhere, and leads back', async () => {
  const window = await open();
  await ask(window, 'First', 'One.');
  await ask(window, 'Second', 'Two.');
  await choose(window, 'answer', 0, 'Branch from here');
  await window.page.getByText('2 messages go on below').waitFor();
  await window.button('Back to the newest').click();
  await window.answer('complete', 'Two.').waitFor();
  await choose(window, 'answer', 0, 'Branch from here');
  await ask(window, 'Other', 'Three.');
  expect(lastSent()).toEqual(['First', 'One.', 'Other']);
  await window.questions.nth(1).hover();
  await window.questions.nth(1).getByText('2/2').waitFor();
});

test('a deleted message, a deleted branch and a moved branch all come back by Undo', async () => {
  const window = await open();
  await ask(window, 'First', 'One.');
  await ask(window, 'Second', 'Two.');
  const all = ['First', 'One.', 'Second', 'Two.'];
  await choose(window, 'answer', 0, 'Delete this message');
  await expect.poll(() => shown(window)).toEqual(['First', 'Second', 'Two.']);
  await window.button('Undo').click();
  await expect.poll(() => shown(window)).toEqual(all);
  await choose(window, 'question', 1, 'Delete it and all below');
  await expect.poll(() => shown(window)).toEqual(['First', 'One.']);
  await window.button('Undo').last().click();
  await expect.poll(() => shown(window)).toEqual(all);
  await choose(window, 'question', 1, 'Move to its own conversation');
  await window.conversation('Second').waitFor();
  await expect.poll(() => shown(window)).toEqual(all);
  // The first one has got a title of the model by now.
  await window.sidebar.getByRole('link').last().click();
  await expect.poll(() => shown(window)).toEqual(['First', 'One.']);
  await window.button('Undo').last().click();
  await expect.poll(() => shown(window)).toEqual(all);
  await window.conversation('Second').waitFor({ state: 'detached' });
});

test('the outline shows the branches, the stars and the questions, and leads to each', async () => {
  const window = await open();
  await ask(window, 'First', 'One.');
  await ask(window, 'Second', 'Two.');
  await window.answers.first().hover();
  await window.answers.first().getByRole('button', { name: 'Star' }).click();
  await choose(window, 'answer', 0, 'Branch from here');
  await ask(window, `Other, in ${'many words '.repeat(10)}`, 'Three.');
  await window.button('Outline').click();
  const outline = window.page.getByRole('complementary', { name: 'Outline' });
  const branches = outline.getByRole('region', { name: 'Branches' });
  await branches.getByRole('button', { name: /Other, in many/ }).waitFor();
  // Long words end with the row instead of drawing it out of the window.
  const isWider = await outline
    .locator('.outline-body, .outline-row')
    .evaluateAll((all) => all.some((each) => each.scrollWidth > each.clientWidth));
  expect(isWider).toBe(false);
  await branches.getByRole('button', { name: /Second.*2 messages/ }).click();
  await window.answer('complete', 'Two.').waitFor();
  await outline.getByRole('region', { name: 'Your messages' }).getByText('Second').waitFor();
  await outline.getByRole('region', { name: 'Starred' }).getByRole('button', { name: 'One.' }).click();
  await expect
    .poll(() => window.answers.first().evaluate((article) => article === document.activeElement))
    .toBe(true);
});

test('a message thousands above is shown in its place, and the way back is at hand', async () => {
  const folder = newDataFolder();
  seedInto(folder);
  parley = await openParley({ folder, env: { PARLEY_DEFAULT_MODEL: 'guide/guide' } });
  const { window } = parley;
  await window.conversation('Long one').click();
  await window.page.getByText('the last words').waitFor();
  await window.button('Outline').click();
  const outline = window.page.getByRole('complementary', { name: 'Outline' });
  await outline.getByRole('button', { name: 'the first words' }).click();
  const first = window.questions.filter({ hasText: 'the first words' });
  await expect.poll(() => first.evaluate((article) => article === document.activeElement)).toBe(true);
  expect(await window.page.locator('article').count()).toBeLessThan(120);
  await window.button('Jump to latest').click();
  await window.page.getByText('the last words').waitFor();
});

test('marks decide what is sent, and are seen', async () => {
  const window = await open();
  await ask(window, 'First', 'One.');
  await ask(window, 'Second', 'Two.');
  await choose(window, 'question', 0, 'Always send');
  await choose(window, 'question', 1, 'Context starts here');
  await choose(window, 'answer', 1, 'Leave out of the context');
  await window.page.getByText('Context starts here.').waitFor();
  await window.questions.first().getByText('Always sent').waitFor();
  await ask(window, 'Third', 'Three.');
  expect(lastSent()).toEqual(['First\n\nSecond\n\nThird']);
});

test('versions of an answer are compared with what differs marked; another model can make one', async () => {
  const window = await open();
  await ask(window, 'Which?', 'The log is written first.');
  await choose(window, 'answer', 0, 'Regenerate with another model…');
  vendor.next({ pieces: ['The journal is written first.'] });
  const picker = window.page.getByRole('dialog', { name: 'Choose a model' });
  await picker.getByRole('searchbox', { name: 'Search models' }).fill('mixtral');
  await picker.getByRole('option').first().click();
  await window.answer('complete', 'The journal').waitFor();
  await choose(window, 'answer', 0, 'Compare versions…');
  const dialog = window.page.getByRole('dialog', { name: 'Compare versions' });
  await expect.poll(() => dialog.locator('mark').allInnerTexts()).toEqual(['log', 'journal']);
});
