import { existsSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretStore } from '#main/ports/secret-store';

/** A keychain that outlives its process: a file for each account in a folder. */
export function folderSecretStore(folder: string): SecretStore {
  const pathOf = (account: string): string => join(folder, encodeURIComponent(account));
  const find = (account: string) => {
    const path = pathOf(account);
    const source = 'keychain' as const;
    return Promise.resolve(existsSync(path) ? { value: readFileSync(path, 'utf8'), source } : null);
  };
  return {
    find,
    save(account, value) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(pathOf(account), value);
      return Promise.resolve({ value, source: 'keychain' });
    },
    remove(account) {
      unlinkSync(pathOf(account));
      return Promise.resolve();
    },
    state: () => Promise.resolve('ready'),
  };
}
