import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Logger } from '#main/ports/logger';
import { AppError } from '#shared/errors/app-error';
import { hasSessionBus, stateOf, type Keychain } from './keychain';
import { createSecretStore } from './secret-store';
import { serviceName } from './service-name';

const silent: Logger = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};

class MemoryKeychain implements Keychain {
  readonly entries = new Map<string, string>();
  active = 0;
  mostActive = 0;
  async #turn<T>(work: () => T): Promise<T> {
    this.active += 1;
    this.mostActive = Math.max(this.mostActive, this.active);
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.active -= 1;
    return work();
  }
  getPassword(_service: string, account: string): Promise<string | null> {
    return this.#turn(() => this.entries.get(account) ?? null);
  }
  setPassword(_service: string, account: string, password: string): Promise<void> {
    if (Buffer.byteLength(password) > 2_560) return Promise.reject(new Error('the stub received bad data'));
    return this.#turn(() => void this.entries.set(account, password));
  }
  deletePassword(_service: string, account: string): Promise<boolean> {
    return this.#turn(() => this.entries.delete(account));
  }
}

const create = (keychain: Keychain | null, limitMs?: number) =>
  createSecretStore({
    service: 'Parley test',
    load: () => Promise.resolve(keychain),
    logger: silent,
    ...(limitMs === undefined ? {} : { limitMs }),
  });
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  const cause: unknown = await work.then(
    () => 'no error',
    (error: unknown) => error,
  );
  return cause instanceof AppError ? cause.data.code : String(cause);
};

describe('with a keychain that works', () => {
  it('stores, finds and removes, and leaves no probe behind', async () => {
    const keychain = new MemoryKeychain();
    const store = create(keychain);
    expect(await store.state()).toBe('ready');
    expect(await store.find('openai')).toBeNull();
    expect(await store.save('openai', 'sk-one')).toEqual({ value: 'sk-one', source: 'keychain' });
    expect(await store.find('openai')).toEqual({ value: 'sk-one', source: 'keychain' });
    expect([...keychain.entries.keys()]).toEqual(['openai']);
    await store.remove('openai');
    expect(keychain.entries.size).toBe(0);
  });

  it('keeps a value larger than one entry may be, of any characters, and cleans up when it changes', async () => {
    const keychain = new MemoryKeychain();
    const store = create(keychain);
    const long = `{"private_key":"${'ключ\n🔑é'.repeat(900)}"}`;
    expect((await store.save('google', long)).source).toBe('keychain');
    expect((await create(keychain).find('google'))?.value).toBe(long);
    await store.save('google', `${long}!`);
    expect((await store.find('google'))?.value).toBe(`${long}!`);
    await store.save('google', 'short');
    expect([...keychain.entries]).toEqual([['google', 'short']]);
    await store.save('google', long);
    await store.remove('google');
    expect(keychain.entries.size).toBe(0);
  });

  it('finds nothing rather than half of a value', async () => {
    const keychain = new MemoryKeychain();
    const store = create(keychain);
    await store.save('google', 'x'.repeat(6_000));
    const chunk = [...keychain.entries.keys()].find((name) => name.endsWith('.1'));
    keychain.entries.delete(chunk ?? '');
    expect(await store.find('google')).toBeNull();
  });

  it('keeps a value that looks like a header of pieces', async () => {
    const keychain = new MemoryKeychain();
    const value = `parley-chunks:1:${'a'.repeat(16)}:3:${'b'.repeat(64)}`;
    await create(keychain).save('x', value);
    expect((await create(keychain).find('x'))?.value).toBe(value);
  });

  it('runs fifty calls at once one after the other; the last write wins', async () => {
    const keychain = new MemoryKeychain();
    const store = create(keychain);
    const calls = Array.from({ length: 50 }, (_, n) =>
      n % 5 === 3 ? store.find('a') : n % 7 === 6 ? store.remove('a') : store.save('a', `value ${n}`),
    );
    await Promise.all(calls);
    expect((await store.find('a'))?.value).toBe('value 49');
    expect(keychain.mostActive).toBe(1);
  });

  it.each(['', 'a\0b'])('refuses %j', async (value) => {
    expect(await codeOf(create(new MemoryKeychain()).save('a', value))).toBe('secret.invalid');
  });
});

describe('without one', () => {
  it('keeps keys in memory and says so', async () => {
    const store = create(null);
    expect(await store.state()).toBe('absent');
    expect(await store.find('openai')).toBeNull();
    expect((await store.save('openai', 'sk-one')).source).toBe('session');
    expect(await store.find('openai')).toEqual({ value: 'sk-one', source: 'session' });
    await store.remove('openai');
    expect(await store.find('openai')).toBeNull();
  });

  it('does the same when the native module does not load', async () => {
    const store = createSecretStore({
      service: 's',
      load: () => Promise.reject(new Error('Failed to load keytar')),
      logger: silent,
    });
    expect((await store.save('a', 'sk-one')).source).toBe('session');
    expect(await store.state()).toBe('failed');
  });
});

describe('with one that fails', () => {
  it('notices a keychain that takes everything and keeps nothing', async () => {
    const liar: Keychain = {
      getPassword: () => Promise.resolve(null),
      setPassword: () => Promise.resolve(),
      deletePassword: () => Promise.resolve(true),
    };
    const store = create(liar);
    expect((await store.save('a', 'sk-one')).source).toBe('session');
    expect(await store.state()).toBe('failed');
  });

  it('notices one that starts to lie after the probe, and leaves nothing wrong in it', async () => {
    const keychain = new MemoryKeychain();
    const store = create(keychain);
    await store.state();
    const honest = keychain.setPassword.bind(keychain);
    keychain.setPassword = (service, account, password) => honest(service, account, password.slice(1));
    expect(await store.save('a', 'sk-one')).toEqual({ value: 'sk-one', source: 'session' });
    expect(keychain.entries.size).toBe(0);
    expect(await store.state()).toBe('failed');
  });

  it('says that a locked one is locked instead of forgetting the key, and works again after it was unlocked', async () => {
    const keychain = new MemoryKeychain();
    await create(keychain).save('a', 'sk-one');
    const store = create(keychain);
    const honest = keychain.setPassword.bind(keychain);
    keychain.setPassword = () => Promise.reject(new Error('Cannot create an item in a locked collection'));
    expect(await codeOf(store.find('a'))).toBe('secret.locked');
    expect(await codeOf(store.remove('a'))).toBe('secret.locked');
    keychain.setPassword = honest;
    expect(await store.state()).toBe('locked');
    expect(await store.state(true)).toBe('ready');
    expect((await store.find('a'))?.value).toBe('sk-one');
  });

  it.each([
    ['The name org.freedesktop.secrets was not provided by any .service files', 'absent'],
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'absent'],
    ['Could not connect: No such file or directory', 'absent'],
    ['Prompt was dismissed', 'locked'],
    ['User interaction is not allowed.', 'locked'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'failed'],
  ] as const)('reads %j as %s', (words, state) => {
    expect(stateOf(new Error(words))).toBe(state);
  });
});

describe('with one that hangs', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('answers within five seconds, then at once, with one call outstanding; recovers when it returns', async () => {
    const keychain = new MemoryKeychain();
    keychain.entries.set('a', 'sk-one');
    let release: () => void = () => undefined;
    let calls = 0;
    const hanging: Keychain = {
      setPassword: () => {
        calls += 1;
        return new Promise<void>((resolve) => (release = resolve));
      },
      getPassword: () => Promise.resolve(keychain.entries.get('a') ?? null),
      deletePassword: () => Promise.resolve(true),
    };
    const store = create(hanging);
    const found = Promise.all([codeOf(store.find('a')), codeOf(store.find('b')), store.save('c', 'sk-c')]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await found).toEqual(['secret.locked', 'secret.locked', { value: 'sk-c', source: 'session' }]);
    expect(store.isBusy()).toBe(true);
    expect(await codeOf(store.find('a'))).toBe('secret.locked');
    expect(calls).toBe(1);

    hanging.setPassword = keychain.setPassword.bind(keychain);
    hanging.getPassword = (_service, account) => Promise.resolve(keychain.entries.get(account) ?? null);
    hanging.deletePassword = (_service, account) => Promise.resolve(keychain.entries.delete(account));
    vi.useRealTimers();
    release();
    await vi.waitFor(() => expect(store.isBusy()).toBe(false));
    expect(await store.state(true)).toBe('ready');
    expect((await store.find('a'))?.value).toBe('sk-one');
  });
});

describe('names', () => {
  it('gives each data folder its own service', () => {
    expect(serviceName('/home/a/.config/Parley/', '/home/a/.config/Parley')).toBe('Parley');
    expect(serviceName('/tmp/one', '/d')).not.toBe(serviceName('/tmp/two', '/d'));
  });
  it('knows when there is no session bus to ask', () => {
    expect(hasSessionBus({})).toBe(false);
    expect(hasSessionBus({ DBUS_SESSION_BUS_ADDRESS: 'disabled:' })).toBe(false);
    expect(hasSessionBus({ XDG_RUNTIME_DIR: '/nowhere' })).toBe(false);
    expect(hasSessionBus({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x' })).toBe(true);
  });
});
