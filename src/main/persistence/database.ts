import SqliteDatabase from 'better-sqlite3';
import { open } from 'node:fs/promises';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { AppError } from '#shared/errors/app-error';
import type { AppErrorData } from '#shared/errors/app-error';
import type { Clock } from '#main/ports/clock';
import { storageCodeOf, toStorageError } from './storage-error';
import type { WriteTurn } from './write-turns';

export type Client = SqliteDatabase.Database;

export interface WriteOptions {
  /** It deletes, so the log file is truncated soon. */
  readonly frees?: boolean;
  /**
   * It writes what the file holds elsewhere already: no crash of the process loses it, and the disk has it a moment after
   * this returns, at the latest with the next transaction. Without power in that moment it was never written.
   */
  readonly isCopy?: boolean;
}

/** The one connection of the main process. */
export interface Database {
  readonly client: Client;
  readonly orm: BetterSQLite3Database;
  readonly clock: Clock;
  /** It is in memory and goes with the process. */
  readonly isTemporary: boolean;
  /** Runs a read; what fails comes out as AppError `storage.*`. */
  readonly read: <T>(work: () => T) => T;
  /** Runs one transaction that is durable when this returns, but for `isCopy`. */
  readonly write: <T>(work: () => T, options?: WriteOptions) => T;
  /** From now on every write throws this, until what it returns is called: another connection has the file to itself. */
  readonly pause: (error: AppErrorData) => () => void;
}

interface Watch {
  /** A transaction was committed. */
  readonly onCommit: (frees: boolean) => void;
  /** A read or write found the file damaged, twice. */
  readonly onDamage: () => void;
  /** What the disk says when it does not give the bytes of the file; then it is no damage. */
  readonly findDiskTrouble: () => Error | null;
  /** Before a deleting transaction is tried again on a full disk: true when space was made. */
  readonly makeSpace: () => boolean;
  /** Whom it writes in turn with; left out, nobody else writes. */
  readonly turn?: WriteTurn;
}

const writableRules: readonly (readonly [pragma: string, value: string, readBack: string | number])[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['busy_timeout', '5000', 5000],
  ['secure_delete', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['cell_size_check', 'ON', 1],
  ['mmap_size', '0', 0],
  ['temp_store', 'MEMORY', 2],
  ['journal_size_limit', '67108864', 67_108_864],
  // 16 MB: beside a thread that writes much, which writes back what it wrote, a commit does not have to.
  ['wal_autocheckpoint', '4096', 4096],
];

/** A wait for a lock held by another program, in ms. */
export const busyTimeoutMs = 5000;

/**
 * Opens a file and sets every rule, reading each back: SQLite ignores a pragma that it cannot follow.
 * Throws what better-sqlite3 throws, and an Error naming the rule that did not hold.
 */
export function openClient(path: string, options: { readonly isReadOnly: boolean }): Client {
  const client = new SqliteDatabase(path, {
    readonly: options.isReadOnly,
    fileMustExist: options.isReadOnly,
    timeout: busyTimeoutMs,
  });
  try {
    for (const [pragma, value, expected] of writableRules) {
      if (options.isReadOnly && (pragma === 'journal_mode' || pragma === 'secure_delete')) continue;
      client.pragma(`${pragma} = ${value}`);
      const found: unknown = client.pragma(pragma, { simple: true });
      // A build without memory mapping answers nothing for its size.
      if (found !== expected && !(pragma === 'mmap_size' && found === undefined)) {
        throw new Error(`PRAGMA ${pragma} is ${String(found)}, not ${expected}`);
      }
    }
  } catch (error) {
    client.close();
    throw error;
  }
  return client;
}

/** What SQLite calls damage may be a disk that failed to read once. Nothing of the first try was committed. */
function twiceIfDamaged<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (storageCodeOf(error) !== 'storage.damaged') throw error;
    return work();
  }
}

/** The log is written, and goes to the disk beside what follows: what a disk refuses, the next transaction hears of. */
function withoutSync<T>(client: Client, work: () => T): T {
  client.pragma('synchronous = NORMAL');
  try {
    return work();
  } finally {
    client.pragma('synchronous = FULL');
    if (!client.memory) void syncFile(`${client.name}-wal`).catch(() => undefined);
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}

export function createDatabase(client: Client, clock: Clock, watch: Watch): Database {
  const guarded = <T>(work: () => T): T => {
    try {
      return twiceIfDamaged(work);
    } catch (error) {
      if (storageCodeOf(error) !== 'storage.damaged') throw toStorageError(error);
      const trouble = watch.findDiskTrouble();
      if (trouble !== null) throw toStorageError(trouble);
      watch.onDamage();
      throw toStorageError(error);
    }
  };
  let paused: AppErrorData | null = null;
  const commit = <T>(work: () => T, isCopy: boolean): T => {
    if (paused !== null) throw new AppError(paused);
    const transaction = client.transaction(work);
    // A step of a transaction that runs: it has the turn.
    if (client.inTransaction) return transaction.immediate();
    const run = (): T =>
      isCopy ? withoutSync(client, () => transaction.immediate()) : transaction.immediate();
    if (watch.turn === undefined) return run();
    watch.turn.take();
    try {
      return run();
    } finally {
      watch.turn.give();
    }
  };

  return {
    client,
    orm: drizzle(client),
    clock,
    isTemporary: client.memory,
    read: guarded,
    write: (work, options) =>
      guarded(() => {
        const { frees = false, isCopy = false } = options ?? {};
        let value: ReturnType<typeof work>;
        try {
          value = commit(work, isCopy);
        } catch (error) {
          if (!frees || storageCodeOf(error) !== 'storage.full' || !watch.makeSpace()) throw error;
          value = commit(work, isCopy);
        }
        watch.onCommit(frees);
        return value;
      }),
    pause: (error) => {
      paused = error;
      return () => {
        paused = null;
      };
    },
  };
}
