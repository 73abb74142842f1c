import type { SecretStore, StoredSecret } from '#main/ports/secret-store';

/** A keychain in memory; with `source: 'session'` it behaves as where there is no keychain. */
export function memorySecretStore(source: StoredSecret['source'] = 'keychain'): SecretStore & {
  readonly entries: Map<string, string>;
} {
  const entries = new Map<string, string>();
  return {
    entries,
    find(account) {
      const value = entries.get(account);
      return Promise.resolve(value === undefined ? null : { value, source });
    },
    save(account, value) {
      entries.set(account, value);
      return Promise.resolve({ value, source });
    },
    remove(account) {
      entries.delete(account);
      return Promise.resolve();
    },
    state: () => Promise.resolve(source === 'keychain' ? 'ready' : 'absent'),
  };
}
