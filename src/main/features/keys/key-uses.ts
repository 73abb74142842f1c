import type { KeyId } from '#shared/domain/ids';
import type { ErrorCode } from '#shared/errors/app-error';
import type { Clock } from '#main/ports/clock';
import type { KeyRepository } from '#main/ports/key-repository';
import type { Logger } from '#main/ports/logger';

interface KeyUse {
  readonly at: number;
  readonly failure: ErrorCode | null;
}

/** When each key was last used and how that ended. */
export interface KeyUses {
  find(id: KeyId): KeyUse | null;
  /** Whether what is known of the last failure changed. */
  note(id: KeyId, failure: ErrorCode | null): boolean;
  /** Another key is in its place. */
  forget(id: KeyId): void;
}

const writtenEveryMs = 60_000;

/** Known at once; written when it ends otherwise than before, else at most once a minute for each key, and never while a reply waits. */
export function createKeyUses({
  repository,
  clock,
  logger,
}: {
  readonly repository: KeyRepository;
  readonly clock: Clock;
  readonly logger: Logger;
}): KeyUses {
  const uses = new Map<KeyId, KeyUse>();
  const writtenAt = new Map<KeyId, number>();
  const write = (id: KeyId, { at, failure }: KeyUse): void => {
    try {
      repository.noteUse(id, at, failure);
    } catch (error) {
      // A date is not worth a reply; the next use writes it.
      writtenAt.delete(id);
      logger.warn('the use of a key could not be noted', { reason: String(error) });
    }
  };
  return {
    find: (id) => uses.get(id) ?? null,
    forget: (id) => void uses.delete(id),
    note(id, failure) {
      const isNews = uses.get(id)?.failure !== failure;
      const use = { at: clock.now(), failure };
      uses.set(id, use);
      if (isNews || use.at - (writtenAt.get(id) ?? -Infinity) >= writtenEveryMs) {
        writtenAt.set(id, use.at);
        setImmediate(write, id, use);
      }
      return isNews;
    },
  };
}
