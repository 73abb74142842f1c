import { argon2idAsync } from '@noble/hashes/argon2.js';
import { randomBytes } from 'node:crypto';
import type { KeyDerivation } from './backup-header';

/** What it costs to try one passphrase. RFC 9106, section 4, the second recommended option. */
export interface PassphraseCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}
export const usualCost: PassphraseCost = { memoryKiB: 65_536, passes: 3, lanes: 4 };

export const newDerivation = (cost: PassphraseCost): KeyDerivation => ({
  function: 'argon2id',
  ...cost,
  salt: randomBytes(16).toString('base64'),
});

export interface BackupKeys {
  /** Of AES-256-GCM; used for one file only, because its salt is. */
  readonly content: Buffer;
  /** Tells whether the passphrase is the right one. */
  readonly check: Buffer;
}

/** Takes some seconds, with a turn of the event loop every 10 ms. */
export async function deriveKeys(passphrase: string, derivation: KeyDerivation): Promise<BackupKeys> {
  const { memoryKiB: m, passes: t, lanes: p, salt } = derivation;
  // The same letters typed on another keyboard may come as other code points.
  const secret = Buffer.from(passphrase.normalize('NFKC'), 'utf8');
  const bytes = Buffer.from(
    await argon2idAsync(secret, Buffer.from(salt, 'base64'), { m, t, p, dkLen: 64, asyncTick: 10 }),
  );
  return { content: bytes.subarray(0, 32), check: bytes.subarray(32) };
}
