import type { SecretStore } from '#main/ports/secret-store';

/** Its account in the keychain; no provider has an id like it. */
export const passphraseAccount = 'backup-passphrase';

export interface BackupPassphrase {
  /** Null: it is not known, and a person has to be asked. Throws AppError `secret.*`. */
  find(): Promise<string | null>;
  /** Where it is. A keychain that is locked counts as knowing it. */
  state(): Promise<'keychain' | 'session' | 'no'>;
  /** Null: forgotten. `remember`: in the keychain; else in memory until Parley quits. */
  set(passphrase: string | null, remember: boolean): Promise<void>;
}

/** The passphrase of scheduled backups: in the keychain if the person says so, in a file never. */
export function createBackupPassphrase(secrets: SecretStore): BackupPassphrase {
  let inMemory: string | null = null;
  return {
    find: async () => inMemory ?? (await secrets.find(passphraseAccount))?.value ?? null,
    async state() {
      if (inMemory !== null) return 'session';
      try {
        return (await secrets.find(passphraseAccount))?.source ?? 'no';
      } catch {
        return 'keychain';
      }
    },
    async set(passphrase, remember) {
      inMemory = remember ? null : passphrase;
      if (passphrase !== null && remember) await secrets.save(passphraseAccount, passphrase);
      else await secrets.remove(passphraseAccount);
    },
  };
}
