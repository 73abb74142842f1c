import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startKeyring, type Keyring } from '../harness/keyring';
import { openParley, type OpenParley } from './open-parley';
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

  const stored = execFileSync('secret-tool', ['search', '--all', 'account', 'openai'], {
    env: { ...process.env, ...keyring.env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(stored).toContain(key);
  // grep exits with 1 when no file holds the key.
  expect(() => execFileSync('grep', ['-ra', key, folder])).toThrow();

  const second = await open(folder);
  await second.window.sidebar.getByRole('link').first().click();
  await second.window.ask('And now?');
  await expect.poll(() => second.window.answer('complete').count()).toBe(2);
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
  expect(
    () =>
      execFileSync('secret-tool', ['search', '--all', 'account', 'openai'], {
        env: { ...process.env, ...keyring.env },
        stdio: ['ignore', 'pipe', 'pipe'],
        encoding: 'utf8',
      }).match(/wrong0123/)?.[0] ??
      (() => {
        throw new Error('not stored');
      })(),
  ).toThrow();
});

test('personas: a new one is created from the picker, answers with its instructions, and is there after a restart', async () => {
  const first = await openParley({
    env: {
      OPENAI_API_KEY: key,
      OPENAI_BASE_URL: `${vendor.origin}/v1`,
      PARLEY_DEFAULT_MODEL: 'openai/gpt-5.5',
    },
  });
  parley = first;
  const { window } = first;
  await window.button(/^Persona:/).click();
  await window.page
    .getByRole('dialog', { name: 'Choose a persona' })
    .getByRole('button', { name: /New persona/ })
    .click();
  await window.page.getByLabel('Name').fill('Pirate');
  await window.page.getByLabel('Instructions').fill('Answer like a pirate captain.');
  await window.page.getByRole('button', { name: /^(Create|Save)/ }).click();
  await window.button(/^Persona:/).click();
  await window.page
    .getByRole('dialog', { name: 'Choose a persona' })
    .getByRole('option', { name: /Pirate/ })
    .click();
  await window.ask('Who are you?');
  await window.answer('complete').waitFor();
  expect(vendor.received.at(0)?.body).toContain('Answer like a pirate captain.');
});
