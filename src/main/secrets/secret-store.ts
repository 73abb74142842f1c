import type { KeychainState, SecretStore, StoredSecret } from '#main/ports/secret-store';
import { AppError, appError } from '#shared/errors/app-error';
import { readEntry, removeEntry, writeEntry } from './entries';
import type { Keychain } from './keychain';
import { createKeychainGate, type KeychainGateOptions } from './keychain-gate';

export interface KeychainSecretStore extends SecretStore {
  /** A call is with the system's library. Its thread keeps the process from ending by itself, for ever if it hangs. */
  readonly isBusy: () => boolean;
  readonly settled: () => Promise<void>;
}

/**
 * Keys in the system's keychain, in memory until quit when there is none, in a file never. Calls run one after the other;
 * each answers within the limit (5 s): find and remove throw `secret.locked` or `secret.unavailable`, save falls back to
 * memory.
 */
export function createSecretStore(options: KeychainGateOptions): KeychainSecretStore {
  const { service } = options;
  const session = new Map<string, string>();
  const gate = createKeychainGate(options);

  /** Writes and reads back. A keychain that gives back something else keeps nothing of it. */
  const store = async (keychain: Keychain, account: string, value: string): Promise<boolean> => {
    await writeEntry(keychain, service, account, value);
    if ((await readEntry(keychain, service, account)) === value) return true;
    gate.distrust();
    await removeEntry(keychain, service, account);
    return false;
  };

  return {
    isBusy: gate.isBusy,
    settled: gate.settled,
    async state(recheck = false): Promise<KeychainState> {
      if (recheck) gate.forget();
      if (gate.known() === null) await gate.use(() => Promise.resolve());
      return gate.known() ?? 'failed';
    },
    async find(account): Promise<StoredSecret | null> {
      const inMemory = session.get(account);
      if (inMemory !== undefined) return { value: inMemory, source: 'session' };
      const found = await gate.use((keychain) => readEntry(keychain, service, account));
      if (found !== null) return found.value === null ? null : { value: found.value, source: 'keychain' };
      if (gate.known() === 'absent') return null;
      throw unusable(gate.known());
    },
    async save(account, value): Promise<StoredSecret> {
      if (value === '' || value.includes('\0')) {
        throw new AppError(
          appError('secret.invalid', 'This key is empty or holds a character that no key has.'),
        );
      }
      const stored = await gate.use((keychain) => store(keychain, account, value));
      if (stored?.value === true) {
        session.delete(account);
        return { value, source: 'keychain' };
      }
      session.set(account, value);
      return { value, source: 'session' };
    },
    async remove(account): Promise<void> {
      session.delete(account);
      const removed = await gate.use((keychain) => removeEntry(keychain, service, account));
      if (removed === null && gate.known() !== 'absent') throw unusable(gate.known());
    },
  };
}

const unusable = (state: KeychainState | null): AppError =>
  new AppError(
    state === 'locked'
      ? appError('secret.locked', 'The system keychain is locked or did not answer. Unlock it and try again.')
      : appError(
          'secret.unavailable',
          'The system keychain does not work. Enter the key again to use it until Parley quits.',
        ),
  );
