import { passphraseAccount } from '#main/features/backup/backup-passphrase';
import { readErasure } from '#main/persistence/erasure/erasure-marker';
import { markWhereRoom } from '#main/persistence/erasure/note-everything';
import { writeReceipt } from '#main/persistence/erasure/write-receipt';
import { dataPaths } from '#main/persistence/data-folder';
import { vendorAddresses } from '#shared/domain/provider-origin';
import type { SecretStore } from '#main/ports/secret-store';

interface Ending {
  /** The data folder. */
  readonly folder: string;
  /** Its keychain; not opened where there is nothing to remove. */
  readonly openSecrets: () => SecretStore;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * After the files have gone: keys leave the keychain, and the receipt is written. What is to be removed is noted before it
 * is: a start that goes on after a kill names the keys that are gone already, too. Answers where; null: nothing was erased.
 */
export async function endErasure({ folder, openSecrets, now }: Ending): Promise<string | null> {
  const paths = dataPaths(folder);
  const marker = readErasure(paths.erasing);
  if (marker?.what !== 'everything') return null;
  if (marker.receipt !== null) return marker.receipt.path;
  const accounts = new Set([...marker.accounts, ...Object.keys(vendorAddresses), passphraseAccount]);
  const secrets = openSecrets();
  const { there, unknown } = await findKeys(secrets, [...accounts]);
  const noted = { ...marker, keys: [...new Set([...marker.keys, ...there])] };
  markWhereRoom(paths, noted);
  const left = new Set([...unknown, ...(await removeKeys(secrets, there))]);
  const removed = noted.keys.filter((account) => !left.has(account));
  return writeReceipt({ folder, marker: noted, keys: { removed, left: [...left] }, now });
}

async function findKeys(secrets: SecretStore, accounts: readonly string[]) {
  const there: string[] = [];
  const unknown: string[] = [];
  for (const account of accounts) {
    try {
      if ((await secrets.find(account)) !== null) there.push(account);
    } catch {
      unknown.push(account);
    }
  }
  return { there, unknown };
}

/** Answers those that could not be removed. */
async function removeKeys(secrets: SecretStore, accounts: readonly string[]): Promise<readonly string[]> {
  const left: string[] = [];
  for (const account of accounts) {
    try {
      await secrets.remove(account);
    } catch {
      left.push(account);
    }
  }
  return left;
}
