import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startKeyring, type Keyring } from '../harness/keyring';
import { serviceName } from '#main/secrets/service-name';
import { openParley, type OpenParley } from './open-parley';
import type { ParleyPage } from './parley-page';
import { Vendor } from './vendor';

const key = 'sk-proj-canary0123456789abcdefghij';

let keyring: Keyring;
let vendor: Vendor;
let parley: OpenParley | undefined;

beforeEach(async () => {
  keyring = await startKeyring();
  vendor = await Vendor.start();
  vendor.acceptOnly(key);
});
afterEach(async () => {
  await parley?.close();
  parley = undefined;
  await vendor.stop();
  await keyring.stop();
});

const open = async (folder?: string): Promise<OpenParley> => {
  parley = await openParley({
    env: { ...keyring.env, OPENAI_BASE_URL: `${vendor.origin}/v1` },
    ...(folder === undefined ? {} : { folder }),
  });
  return parley;
};

/** What another program finds in the keychain under the account. */
const storedKeys = (): string =>
  spawnSync('secret-tool', ['search', '--all', 'account', 'openai'], {
    env: { ...process.env, ...keyring.env },
    encoding: 'utf8',
  }).stdout;

test('a pasted key is recognised, tested with a real request, kept in the keychain and nowhere else, and used after a restart', async () => {
  const first = await open();
  const settings = await first.window.openSettings('Providers');
  await settings
    .getByLabel(/paste.*key|^API key/i)
    .first()
    .fill(key);
  await settings.getByText(/OpenAI key/).waitFor();
  await settings
    .getByRole('button', { name: /^(Test and save|Save key|Save|Add key)/ })
    .first()
    .click();
  await settings
    .getByText(/2 models/)
    .first()
    .waitFor();
  await first.window.page.keyboard.press('Escape');
  await first.window.chooseModel('gpt-5.5');
  await first.window.ask('Does the key work?');
  await first.window.answer('complete', 'A short reply.').waitFor();
  const { folder } = first;
  await first.quit();

  expect(storedKeys()).toContain(key);
  const found = spawnSync('grep', ['-rla', key, folder], { encoding: 'utf8' });
  expect(found).toMatchObject({ status: 1, stdout: '' });

  const second = await open(folder);
  await second.window.sidebar.getByRole('link').first().click();
  await second.window.ask('And now?');
  await expect.poll(() => second.window.answer('complete').count()).toBe(2);
});

test('two keys of one provider and a rotation: each in its own entry, the old one until the new one is confirmed', async () => {
  const [second, next] = ['sk-proj-second123456789abcdefghkl', 'sk-proj-newer0123456789abcdefghmn'];
  vendor.acceptOnly([key, second, next]);
  const opened = await open();
  const { window, folder } = opened;
  const settings = await window.openSettings('Providers');
  const give = async (text: string): Promise<void> => {
    await settings.getByLabel('New API key').fill(text);
    await window.page.keyboard.press('Enter');
  };
  const stored = (): readonly string[] => {
    const { stdout } = spawnSync('secret-tool', ['search', '--all', 'service', serviceName(folder, '/')], {
      env: { ...process.env, ...keyring.env },
      encoding: 'utf8',
    });
    return [key, second, next].filter((text) => stdout.includes(text));
  };
  await settings.getByLabel('Paste an API key').fill(key);
  await window.page.keyboard.press('Enter');
  await settings.getByText(/OpenAI accepted the key/).waitFor();
  await settings.getByRole('button', { name: /^OpenAI .*Key ending in ghij/ }).click();
  await settings.getByRole('button', { name: 'Add another key…' }).click();
  await give(second);
  await settings.getByRole('button', { name: 'Replace the key ending in ghkl…' }).waitFor();
  await settings.getByRole('button', { name: 'Replace the key ending in ghij…' }).click();
  await give(next);
  await settings.getByText(/The old key ending in ghij is kept/).waitFor();
  expect(stored()).toEqual([key, second, next]);
  vendor.acceptOnly([next]);
  await settings.getByRole('button', { name: 'Confirm' }).click();
  await settings.getByRole('button', { name: 'Replace the key ending in ghmn…' }).waitFor();
  expect(stored()).toEqual([second, next]);
  await window.page.keyboard.press('Escape');
  await window.chooseModel('gpt-5.5');
  await window.ask('Which key is used?');
  await window.answer('complete', 'A short reply.').waitFor();
  await opened.quit();
  for (const text of [key, second, next]) {
    expect(spawnSync('grep', ['-rla', text, folder], { encoding: 'utf8' }).stdout).toBe('');
  }
});

test('a key that the vendor refuses is not stored, and the sentence says so', async () => {
  const { window } = await open();
  const settings = await window.openSettings('Providers');
  await settings
    .getByLabel(/paste.*key|^API key/i)
    .first()
    .fill('sk-proj-wrong0123456789abcdefghij');
  await settings
    .getByRole('button', { name: /^(Test and save|Save key|Save|Add key)/ })
    .first()
    .click();
  await settings.getByRole('alert').first().waitFor();
  expect(storedKeys()).not.toContain('wrong0123');
});

test('a persona made in the picker answers with its instructions, also after a restart', async () => {
  const env = {
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: `${vendor.origin}/v1`,
    PARLEY_DEFAULT_MODEL: 'openai/gpt-5.5',
  };
  const first = await openParley({ env });
  parley = first;
  const choose = (window: ParleyPage) => window.page.getByRole('dialog', { name: 'Choose a persona' });
  await first.window.button(/^Persona:/).click();
  await choose(first.window)
    .getByRole('button', { name: /New persona/ })
    .click();
  await first.window.page.getByLabel('Name').fill('Pirate');
  await first.window.page.getByLabel('Instructions').fill('Answer like a pirate captain.');
  await first.window.button('Create persona').click();
  await choose(first.window).getByRole('option', { name: 'Pirate' }).click();
  await first.window.ask('Who are you?');
  await first.window.answer('complete').waitFor();
  await first.quit();

  parley = await openParley({ env, folder: first.folder });
  const { window } = parley;
  await window.button(/^Persona:/).click();
  await choose(window).getByRole('option', { name: 'Pirate' }).click();
  await window.ask('And now?');
  await window.answer('complete').waitFor();
  const asked = vendor.received.filter(({ isTitle }) => !isTitle);
  expect(asked).toHaveLength(2);
  for (const { body } of asked) expect(body).toContain('Answer like a pirate captain.');
});
