import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { CanarySweep, plantCanary } from '../harness/canary';
import { launchApp, newDataFolder, type RunningApp } from '../harness/electron-app';
import { startKeyring } from '../harness/keyring';
import { startLyingKeychain, type Lie } from '../harness/lying-keychain';
import { sweepFolder } from '../harness/sweep-folder';
import { ParleyPage } from '../e2e/parley-page';
import { Vendor } from '../e2e/vendor';
import { packedApp } from './packaged-app';

/** What is promised, from the start of the process to a message that was taken. */
const promisedMs = 5_000;

interface Keychain {
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
  /** How often it was trusted with something, where it counts. */
  readonly stored?: () => number;
}

const locked = async (): Promise<Keychain> => {
  const keyring = await startKeyring();
  keyring.lock();
  return keyring;
};
/** It owns its name on the bus, takes every call and answers none. */
const hung = async (): Promise<Keychain> => {
  const keyring = await startKeyring();
  keyring.freeze();
  return keyring;
};
const lying = (lie: Lie) => (): Promise<Keychain> => startLyingKeychain(lie);

describe.runIf(process.platform === 'linux')('with a keychain that is', () => {
  const key = plantCanary('the key', 'sk-proj-', 'Zz01');
  const folder = newDataFolder();
  let vendor: Vendor | undefined;
  let running: RunningApp | undefined;
  let keychain: Keychain | undefined;
  /** On a busy machine every start is slow: none may take twice as long as one that has no keychain to ask. */
  let usableWithinMs = promisedMs;

  afterEach(async () => {
    await running?.close();
    await keychain?.stop();
    await vendor?.stop();
    [running, keychain, vendor] = [undefined, undefined, undefined];
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  // Catches: a start that waits for the keychain, a key that goes to a file because the keychain does not take it, a
  // sentence that promises a keychain which has kept nothing.
  it.each([
    {
      name: 'absent',
      start: (): Promise<Keychain> => Promise.resolve({ env: {}, stop: () => Promise.resolve() }),
    },
    { name: 'locked', start: locked },
    { name: 'hung', start: hung },
    { name: 'lying: it gives back other bytes', start: lying('other bytes') },
    { name: 'lying: it keeps nothing', start: lying('nothing kept') },
  ])(
    '$name, Parley is usable at once, and a key stays in memory',
    async ({ name, start }) => {
      const packed = packedApp('for-tests');
      keychain = await start();
      vendor = await Vendor.start();
      vendor.acceptOnly(key.text);
      const begun = performance.now();
      running = await launchApp({
        packed,
        dataFolder: folder,
        env: { ...keychain.env, OPENAI_BASE_URL: `${vendor.origin}/v1` },
      });
      const window = new ParleyPage(running.page);
      await window.ask('How do I add a key?');
      await window.questions.filter({ hasText: 'How do I add a key?' }).waitFor();
      const usableAfter = performance.now() - begun;
      process.stdout.write(`usable after ${Math.round(usableAfter)} ms with a keychain that is ${name}\n`);
      if (name === 'absent') usableWithinMs = Math.max(promisedMs, 2 * usableAfter);
      expect(usableAfter).toBeLessThan(usableWithinMs);

      const settings = await window.openSettings('Providers');
      await settings.getByLabel('Paste an API key').fill(key.text);
      await window.page.keyboard.press('Enter');
      await settings.getByText('It is kept until Parley quits.').waitFor();
      await window.page.keyboard.press('Escape');
      await window.chooseModel('gpt-5.5');
      await window.ask('Does the key work?');
      await window.answer('complete', 'A short reply.').waitFor();
      await running.close();
      running = undefined;
      expect(sweepFolder(folder, new CanarySweep([key]))).toEqual([]);
      if (keychain.stored !== undefined) expect(keychain.stored()).toBeGreaterThan(0);
    },
    180_000,
  );
});
