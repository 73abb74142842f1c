import type { Logger } from '#main/ports/logger';
import { busyTimeoutMs } from './database';
import type { Client } from './database';

const afterCommitMs = 30_000;
const afterDeletionMs = 5_000;

export interface Upkeep {
  /** A transaction was committed; one that deletes is gone from the log file sooner. */
  readonly onCommit: (frees: boolean) => void;
  readonly stop: () => void;
}

/**
 * Writes the log file back into the database and empties it. Does not wait for readers: then it is tried at the next turn.
 * True when the log is empty.
 */
export function truncateLog(client: Client): boolean {
  client.pragma('busy_timeout = 0');
  try {
    const rows: unknown = client.pragma('wal_checkpoint(TRUNCATE)');
    const row: unknown = Array.isArray(rows) ? rows[0] : null;
    return typeof row === 'object' && row !== null && 'busy' in row && row.busy === 0;
  } finally {
    client.pragma(`busy_timeout = ${busyTimeoutMs}`);
  }
}

/** Empties the log file at most 30 s after a commit and 5 s after a deletion, so that deleted text leaves the disk. */
export function createUpkeep(client: Client, logger: Logger): Upkeep {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let dueAt = Infinity;

  const run = (): void => {
    timer = null;
    dueAt = Infinity;
    try {
      if (!truncateLog(client)) schedule(afterDeletionMs);
    } catch (error) {
      logger.warn('the log file could not be emptied', { reason: String(error) });
    }
  };
  const schedule = (delayMs: number): void => {
    const at = performance.now() + delayMs;
    if (at >= dueAt) return;
    if (timer !== null) clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(run, delayMs);
    timer.unref();
  };

  return {
    onCommit: (frees) => schedule(frees ? afterDeletionMs : afterCommitMs),
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      dueAt = -Infinity;
    },
  };
}
