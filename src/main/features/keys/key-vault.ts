import { AppError, appError } from '#shared/errors/app-error';
import { readBoundKey, writeBoundKey, type BoundKey } from '#shared/domain/bound-key';
import type { KeyRow } from '#main/ports/key-repository';
import type { SecretStore, StoredSecret } from '#main/ports/secret-store';

type KeyPlace = Pick<KeyRow, 'id' | 'providerId'>;

/** The account of a key in the keychain. A provider's first key stands under the provider's name alone. */
const accountOf = ({ id, providerId }: KeyPlace): string =>
  id.toString() === providerId.toString() ? providerId : `${providerId}:${id}`;

/** Keys with their origins, each in its own entry of the keychain. Throws `secret.*`. */
export interface KeyVault {
  read(row: KeyPlace): Promise<BoundKey | null>;
  /** Stores, reads back and compares. What comes back wrong is undone. */
  write(row: KeyPlace, key: string, origin: string): Promise<StoredSecret['source']>;
  erase(row: KeyPlace): Promise<void>;
}

export function createKeyVault(secrets: SecretStore): KeyVault {
  const find = async (account: string): Promise<string | null> =>
    (await secrets.find(account))?.value ?? null;
  return {
    async read(row) {
      const stored = await find(accountOf(row));
      return stored === null ? null : readBoundKey(stored);
    },
    async write(row, key, origin) {
      const account = accountOf(row);
      const value = writeBoundKey(key, origin);
      const before = await findIfReadable(secrets, account);
      const { source } = await secrets.save(account, value);
      if ((await find(account)) === value) return source;
      if (before === null) await secrets.remove(account);
      else await secrets.save(account, before);
      throw new AppError(
        appError(
          'secret.unavailable',
          'The system keychain gave back something else than was put into it. The key was not kept.',
        ),
      );
    },
    erase: (row) => secrets.remove(accountOf(row)),
  };
}

/** A keychain that cannot be read may still be written past: the store then keeps the key in memory. */
async function findIfReadable(secrets: SecretStore, account: string): Promise<string | null> {
  try {
    return (await secrets.find(account))?.value ?? null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
