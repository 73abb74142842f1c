import { randomUUID } from 'node:crypto';
import type { Logger } from '#main/ports/logger';
import type { KeychainState } from '#main/ports/secret-store';
import { stateOf, type Keychain, type LoadKeychain } from './keychain';
import { createLane, LateError } from './lane';

export interface KeychainGateOptions {
  /** The name under which entries stand in the keychain; one per data folder. */
  readonly service: string;
  readonly load: LoadKeychain;
  readonly logger: Logger;
  readonly limitMs?: number;
}

export interface KeychainGate {
  /** Runs on the working keychain, alone, within the limit. Null when none works: `known` then says why. Never rejects. */
  use<T>(work: (keychain: Keychain) => Promise<T>): Promise<{ readonly value: T } | null>;
  /** Null: not probed yet. */
  readonly known: () => KeychainState | null;
  readonly forget: () => void;
  readonly distrust: () => void;
  readonly isBusy: () => boolean;
  /** Resolves when everything that was begun has ended. */
  readonly settled: () => Promise<void>;
}

/** Decides whether the keychain can be relied on: by a probe before the first use, and by every failure after it. */
export function createKeychainGate({
  service,
  load,
  logger,
  limitMs = 5_000,
}: KeychainGateOptions): KeychainGate {
  let known: KeychainState | null = null;
  // What a hang meant is forgotten when it ends: a person may have unlocked the keychain meanwhile.
  const lane = createLane(() => (known = null));

  const open = async (): Promise<Keychain | null> => {
    if (known !== null && known !== 'ready') return null;
    const keychain = await load();
    if (keychain === null) known = 'absent';
    else known ??= (await isTruthful(keychain, service)) ? 'ready' : 'failed';
    if (known !== 'ready') logger.info('no keychain: keys stay in memory', { state: known });
    return known === 'ready' ? keychain : null;
  };

  return {
    known: () => known,
    isBusy: lane.isBusy,
    settled: lane.settled,
    forget: () => {
      if (!lane.isStuck()) known = null;
    },
    distrust: () => {
      known = 'failed';
    },
    async use(work) {
      try {
        return await lane.run(limitMs, async () => {
          const keychain = await open();
          return keychain === null ? null : { value: await work(keychain) };
        });
      } catch (cause) {
        // A call that hangs waits, almost always, for the person to unlock the keychain.
        const state = cause instanceof LateError ? 'locked' : stateOf(cause);
        if (known !== state) logger.warn('the keychain does not work', { state, reason: String(cause) });
        known = state;
        return null;
      }
    },
  };
}

/** Writes, reads back and deletes an entry of its own. Some keychains take everything and keep nothing. */
async function isTruthful(keychain: Keychain, service: string): Promise<boolean> {
  const value = randomUUID();
  const account = `probe-${value.slice(0, 8)}`;
  await keychain.setPassword(service, account, value);
  const isKept = (await keychain.getPassword(service, account)) === value;
  await keychain.deletePassword(service, account);
  return isKept && (await keychain.getPassword(service, account)) === null;
}
