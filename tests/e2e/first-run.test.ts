import { afterEach, expect, test } from 'vitest';
import { openParley, type OpenParley } from './open-parley';

let parley: OpenParley | undefined;
afterEach(async () => {
  await parley?.close();
  parley = undefined;
});

test('a stranger with no key and no network asks the Guide and gets a streamed answer with links into the app', async () => {
  parley = await openParley();
  const { window } = parley;
  await window.ask('How do I add an API key?');
  await window.answer('complete', /key/i).waitFor();
  expect(await window.lastAnswer.innerText()).toMatch(/settings/i);

  await window.lastAnswer
    .getByRole('link')
    .or(window.lastAnswer.getByRole('button', { name: /provider/i }))
    .first()
    .click();
  await window.page.getByRole('dialog', { name: 'Settings' }).waitFor();
});

test('everything a first conversation needs works with the keyboard alone', async () => {
  parley = await openParley();
  const { window } = parley;
  const { keyboard } = window.page;
  await keyboard.press('Control+l');
  await keyboard.type('Where is my data kept?');
  await keyboard.press('Enter');
  await window.answer('complete').waitFor();

  await keyboard.press('Control+Shift+M');
  const picker = window.page.getByRole('dialog', { name: 'Choose a model' });
  await picker.waitFor();
  await keyboard.type('guide');
  await keyboard.press('Enter');
  await picker.waitFor({ state: 'hidden' });

  await keyboard.press('Control+Shift+P');
  await window.page.getByRole('dialog', { name: 'Choose a persona' }).waitFor();
  await keyboard.press('Escape');

  await keyboard.press('Control+,');
  await window.page.getByRole('dialog', { name: 'Settings' }).waitFor();
  await keyboard.press('Escape');
  await window.page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'hidden' });

  await keyboard.press('Control+n');
  await keyboard.press('Control+l');
  await keyboard.type('a second conversation');
  await keyboard.press('Enter');
  await window.answer('complete').waitFor();
  await expect.poll(() => window.sidebar.getByRole('link').count()).toBe(2);
});

test('the sidebar finds, renames, deletes and undoes', async () => {
  parley = await openParley();
  const { window } = parley;
  await window.ask('What are personas?');
  await window.answer('complete').waitFor();
  await window.button('New conversation').click();
  await window.ask('Which keyboard shortcuts are there?');
  await window.answer('complete').waitFor();

  await window.page.getByRole('searchbox', { name: 'Search' }).fill('what are personas');
  await window.sidebar.getByRole('heading', { name: 'Conversations' }).waitFor();
  await expect.poll(() => window.conversation('Which keyboard shortcuts are there?').count()).toBe(0);
  await window.page.getByRole('searchbox', { name: 'Search' }).fill('');

  const row = window.conversation(/personas/i);
  await row.focus();
  await window.page.keyboard.press('F2');
  await window.page.keyboard.press('Control+a');
  await window.page.keyboard.type('About ways to answer');
  await window.page.keyboard.press('Enter');
  await window.conversation('About ways to answer').waitFor();

  await window.conversation('About ways to answer').focus();
  await window.page.keyboard.press('Delete');
  await window.conversation('About ways to answer').waitFor({ state: 'detached' });
  await window.button('Undo').click();
  await window.conversation('About ways to answer').waitFor();
});
