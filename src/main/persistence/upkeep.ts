import { and, isNotNull, lt, sql } from 'drizzle-orm';
import type { Logger } from '#main/ports/logger';
import { busyTimeoutMs } from './database';
import type { Client, Database } from './database';
import { conversation } from './schema/conversation';
import { draft } from './schema/setting';

const afterCommitMs = 30_000;
const afterDeletionMs = 5_000;
/** How long the trash keeps. */
export const trashMs = 30 * 86_400_000;

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

/** Deletes for good what has been in the trash for 30 days, at most `limit` conversations. Returns how many. The ledger stays. */
export function emptyTrash({ orm, clock, write }: Database, limit: number): number {
  const before = clock.now() - trashMs;
  return write(
    () => {
      const old = orm
        .select({ id: conversation.id })
        .from(conversation)
        .where(and(isNotNull(conversation.deletedAt), lt(conversation.deletedAt, before)))
        .limit(limit)
        .all();
      const ids = JSON.stringify(old.map(({ id }) => id));
      const isOld = sql`(SELECT value FROM json_each(${ids}))`;
      orm
        .delete(draft)
        .where(sql`${draft.key} IN ${isOld}`)
        .run();
      orm
        .delete(conversation)
        .where(sql`${conversation.id} IN ${isOld}`)
        .run();
      return old.length;
    },
    { frees: true },
  );
}
