import SqliteDatabase from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { ensurePrivateFile } from './data-folder';
import { findDiskTrouble } from './disk-trouble';
import { storageCodeOf, storageError } from './storage-error';

/** Size and time of the database as it was left by a clean end. */
export interface FileMark {
  readonly bytes: number;
  readonly modifiedMs: number;
}

/** How the folder was left the last time. */
export interface LastUse {
  /** Who had it open and never closed it; null after a clean end and on the first start. */
  readonly unfinished: {
    readonly pid: number;
    readonly host: string;
    /** The database was open, so its `-wal` file has to be there. */
    readonly hadOpenDatabase: boolean;
  } | null;
  readonly mark: FileMark | null;
}

export interface AppLock {
  readonly lastUse: LastUse;
  /** Says whether the database is open, for whoever comes after a crash. */
  markOpen(isOpen: boolean): void;
  /** Lets others in, also when it throws because the mark could not be written. */
  release(mark: FileMark | null): void;
}

const rowSchema = z.object({
  pid: z.number().nullable(),
  host: z.string(),
  has_open_database: z.number(),
  bytes: z.number().nullable(),
  modified_ms: z.number().nullable(),
});

const never: LastUse = { unfinished: null, mark: null };

function readLastUse(file: SqliteDatabase.Database): LastUse {
  const row = rowSchema.safeParse(file.prepare('SELECT * FROM owner').get());
  if (!row.success) return never;
  const { pid, host, has_open_database: isOpen, bytes, modified_ms: modifiedMs } = row.data;
  return {
    unfinished: pid === null ? null : { pid, host, hadOpenDatabase: isOpen === 1 },
    mark: bytes === null || modifiedMs === null ? null : { bytes, modifiedMs },
  };
}

function inUse(file: SqliteDatabase.Database): AppError {
  let lastUse = never;
  try {
    lastUse = readLastUse(file);
  } catch {
    // Only the sentence is poorer for it.
  }
  const owner = lastUse.unfinished;
  return new AppError(
    storageError(
      'storage.in-use',
      owner === null || owner.host === hostname()
        ? 'Parley is already open with this data folder. Go to its window, or close it first.'
        : `This data folder is open on "${owner.host}". Two computers must not use it at the same time: close Parley there first.`,
    ),
  );
}

/** Begins the transaction that is the lock; one that a failed write has ended is begun anew. */
function hold(file: SqliteDatabase.Database): void {
  if (!file.inTransaction) file.exec('BEGIN IMMEDIATE');
}

function writeDown(file: SqliteDatabase.Database, write: () => void): void {
  hold(file);
  write();
  file.exec('COMMIT');
}

/**
 * Holds `app.lock` for as long as the process lives. It is a small SQLite file with one open write transaction, because
 * that is a lock of the operating system on every platform, and it ends with the process however that ends.
 * One that a kill has left torn is made anew: it only holds notes.
 * Throws AppError `storage.in-use` when another process holds it, and what the file system throws.
 */
export function acquireAppLock(path: string, now: number): AppLock {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      return openLock(path, now);
    } catch (error) {
      // A disk that does not give its bytes says nothing of them, and whoever holds a sound lock keeps it.
      if (storageCodeOf(error) !== 'storage.damaged' || findDiskTrouble([path]) !== null) throw error;
    }
  }
  rmSync(path, { force: true });
  return openLock(path, now);
}

function openLock(path: string, now: number): AppLock {
  ensurePrivateFile(path);
  const file = new SqliteDatabase(path, { timeout: 0 });
  try {
    // It says nothing that has to outlive a power cut: no fsync and no journal file.
    file.pragma('journal_mode = MEMORY');
    file.pragma('synchronous = OFF');
    file.exec(`BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS owner
      (pid INTEGER, host TEXT, since INTEGER, has_open_database INTEGER, bytes INTEGER, modified_ms REAL)`);
    const lastUse = readLastUse(file);
    file.exec('DELETE FROM owner');
    file.prepare('INSERT INTO owner VALUES (?, ?, ?, 0, NULL, NULL)').run(process.pid, hostname(), now);
    file.exec('COMMIT; BEGIN IMMEDIATE');
    return {
      lastUse,
      markOpen: (isOpen) => {
        try {
          writeDown(file, () => file.prepare('UPDATE owner SET has_open_database = ?').run(isOpen ? 1 : 0));
        } finally {
          hold(file);
        }
      },
      release: (mark) => {
        try {
          writeDown(file, () =>
            file
              .prepare('UPDATE owner SET pid = NULL, bytes = ?, modified_ms = ?')
              .run(mark?.bytes ?? null, mark?.modifiedMs ?? null),
          );
        } finally {
          file.close();
        }
      },
    };
  } catch (error) {
    const reason = storageCodeOf(error) === 'storage.busy' ? inUse(file) : error;
    file.close();
    throw reason;
  }
}
