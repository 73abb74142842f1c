import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Logger } from '#main/ports/logger';
import { loadKeytar } from '#main/secrets/keychain';
import { createSecretStore } from '#main/secrets/secret-store';
import { AppError } from '#shared/errors/app-error';
import { startKeyring, type Keyring } from '../harness/keyring';

const silent: Logger = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};
const create = (limitMs = 5_000) =>
  createSecretStore({ service: 'Parley keychain test', load: loadKeytar, logger: silent, limitMs });
const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (cause: unknown) => (cause instanceof AppError ? cause.data.code : cause),
  );

/** The library keeps one connection to one bus per process, so this file has one keyring and the order below matters. */
describe.runIf(process.platform === 'linux')('keys in a real keyring', () => {
  let keyring: Keyring;
  beforeAll(async () => {
    keyring = await startKeyring();
    Object.assign(process.env, keyring.env);
  }, 30_000);
  afterAll(() => keyring.stop());

  it('is ready, keeps keys between stores, and nothing of the probe stays', async () => {
    const store = create();
    expect(await store.state()).toBe('ready');
    expect(await store.find('openai')).toBeNull();
    expect((await store.save('openai', 'sk-test-ключ-🔑')).source).toBe('keychain');
    expect(await create().find('openai')).toEqual({ value: 'sk-test-ключ-🔑', source: 'keychain' });
    const { stdout } = spawnSync('secret-tool', ['search', '--all', 'service', 'Parley keychain test'], {
      env: { ...process.env, ...keyring.env },
      encoding: 'utf8',
    });
    expect(stdout.match(/^\[/gm)).toHaveLength(1);
  });

  it('keeps a service account of several kilobytes byte for byte', async () => {
    const value = JSON.stringify({ private_key: `-----BEGIN-----\n${'Aé\n'.repeat(2_000)}` });
    await create().save('google', value);
    expect((await create().find('google'))?.value).toBe(value);
    await create().remove('google');
    expect(await create().find('google')).toBeNull();
  });

  it('stores fifty values at once', async () => {
    const store = create();
    await Promise.all(Array.from({ length: 50 }, (_, n) => store.save(`many-${n}`, `value ${n}`)));
    const found = await Promise.all(Array.from({ length: 50 }, (_, n) => store.find(`many-${n}`)));
    expect(found.map((secret) => secret?.value)).toEqual(Array.from({ length: 50 }, (_, n) => `value ${n}`));
    await Promise.all(Array.from({ length: 50 }, (_, n) => store.remove(`many-${n}`)));
  }, 30_000);

  it('a service that hangs costs one thread: files are read meanwhile, and it works again after', async () => {
    const store = create(500);
    expect((await store.find('openai'))?.source).toBe('keychain');
    keyring.freeze();
    try {
      const calls = Array.from({ length: 8 }, () => failure(store.find('openai')));
      await readFile(import.meta.filename);
      expect(new Set(await Promise.all(calls))).toEqual(new Set(['secret.locked']));
      expect(store.isBusy()).toBe(true);
      expect((await store.save('other', 'sk-session')).source).toBe('session');
    } finally {
      keyring.thaw();
    }
    await expect.poll(() => store.isBusy(), { timeout: 10_000 }).toBe(false);
    expect(await store.state(true)).toBe('ready');
    expect((await store.find('openai'))?.source).toBe('keychain');
  }, 20_000);

  it('a locked keyring is not an empty one', async () => {
    keyring.lock();
    const store = create(2_000);
    expect(await failure(store.find('openai'))).toBe('secret.locked');
    expect((await store.save('openai', 'sk-other')).source).toBe('session');
  }, 20_000);
});
