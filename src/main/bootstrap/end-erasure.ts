import { passphraseAccount } from '#main/features/backup/backup-passphrase';
import { readErasure } from '#main/persistence/erasure/erasure-marker';
import { writeReceipt, type RemovedKeys } from '#main/persistence/erasure/write-receipt';
import { dataPaths } from '#main/persistence/data-folder';
import { vendorAddresses } from '#shared/domain/provider-origin';
import type { SecretStore } from '#main/ports/secret-store';
import { openSecrets } from './open-secrets';
import type { Start } from './start';

/** After the files have gone: keys leave the keychain, and the receipt is written. Answers where; null: nothing was erased. */
export async function endErasure(start: Start): Promise<string | null> {
  const folder = start.folders.data;
  const marker = readErasure(dataPaths(folder).erasing);
  if (marker?.what !== 'everything') return null;
  if (marker.receipt !== null) return marker.receipt.path;
  const accounts = new Set([...marker.accounts, ...Object.keys(vendorAddresses), passphraseAccount]);
  const keys = await removeKeys(openSecrets(start), [...accounts]);
  return writeReceipt({ folder, marker, keys, now: Date.now() });
}

async function removeKeys(secrets: SecretStore, accounts: readonly string[]): Promise<RemovedKeys> {
  const removed: string[] = [];
  const left: string[] = [];
  for (const account of accounts) {
    try {
      if ((await secrets.find(account)) === null) continue;
      await secrets.remove(account);
      removed.push(account);
    } catch {
      left.push(account);
    }
  }
  return { removed, left };
}
