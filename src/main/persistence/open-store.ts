import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '#shared/errors/app-error';
import type { AppErrorData } from '#shared/errors/app-error';
import { fail, ok } from '#shared/kernel/result';
import type { Result } from '#shared/kernel/result';
import type { Clock } from '#main/ports/clock';
import type { Logger } from '#main/ports/logger';
import { acquireAppLock } from './app-lock';
import type { AppLock, FileMark } from './app-lock';
import { releaseBallast } from './ballast';
import { dataPaths, ensurePrivateFile, ensurePrivateFolder } from './data-folder';
import type { DataPaths } from './data-folder';
import { openClient } from './database';
import type { Client } from './database';
import { listMigrations, migrate, schemaVersionOf } from './migrate';
import type { Migration } from './migrate';
import { openSoundDatabase } from './recovery/open-sound-database';
import { takeSnapshot } from './snapshots/take-snapshot';
import { storageCodeOf, storageError, toStorageError } from './storage-error';
import type { StorageNotice } from './storage-notice';
import { createStore } from './store';
import type { Store } from './store';

export interface OpenStoreOptions {
  /** The data folder; made when it is not there. */
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: {
    /** The folder `drizzle/` as shipped. */
    readonly migrationsFolder: string;
    /** The built `snapshot-worker.js`; null makes snapshots in the calling thread. */
    readonly snapshotWorker: string | null;
  };
  /** Called once when damage is found while Parley runs; the next start repairs it. */
  readonly onDamage?: (error: AppErrorData) => void;
}

export interface StoreOpening {
  readonly store: Store;
  readonly notices: readonly StorageNotice[];
  readonly mode: 'normal' | 'read-only';
}

interface Opening extends OpenStoreOptions {
  readonly paths: DataPaths;
  readonly migrations: readonly Migration[];
  readonly notices: StorageNotice[];
}

/**
 * Opens the data folder: locks it, repairs what is damaged from the last verified snapshot, migrates, and ends replies
 * that were cut off. Falls back to reading where writing is impossible. Fails with `storage.in-use`, `storage.busy`,
 * `storage.full`, `storage.damaged` or `storage.failed`.
 */
export function openStore(options: OpenStoreOptions): Result<StoreOpening, AppErrorData> {
  try {
    const migrations = listMigrations(options.resources.migrationsFolder);
    const opening = { ...options, paths: dataPaths(options.folder), migrations, notices: [] };
    return ok(openAsPossible(opening));
  } catch (error) {
    const mapped = toStorageError(error);
    options.logger.error('the database could not be opened', {}, error);
    return fail(mapped instanceof AppError ? mapped.data : storageError('storage.failed'));
  }
}

function openAsPossible(opening: Opening): StoreOpening {
  try {
    return openForWriting(opening);
  } catch (error) {
    const mapped = toStorageError(error);
    if (!(mapped instanceof AppError)) throw error;
    const { code } = mapped.data;
    const canRead =
      code === 'storage.read-only' || code === 'storage.full' || code === 'storage.newer-schema';
    if (!canRead || !existsSync(opening.paths.database)) throw mapped;
    opening.logger.warn('the database is open for reading only', { code });
    return openForReading(opening, mapped.data);
  }
}

function openForWriting(opening: Opening): StoreOpening {
  const { paths, clock } = opening;
  ensurePrivateFolder(paths.folder);
  const lock = withBallast(paths, () => acquireAppLock(paths.lock, clock.now()));
  try {
    const client = withBallast(paths, () => openCurrentDatabase(opening, lock));
    try {
      return finishOpening(opening, client, lock);
    } catch (error) {
      client.close();
      throw error;
    }
  } catch (error) {
    lock.release(null);
    throw error;
  }
}

/** On a full disk the ballast is what lets the database be opened, so that something can be deleted. */
function withBallast<T>(paths: DataPaths, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (storageCodeOf(error) !== 'storage.full' || !releaseBallast(paths.ballast)) throw error;
    return open();
  }
}

function openCurrentDatabase(opening: Opening, lock: AppLock): Client {
  const { paths, migrations, clock, notices } = opening;
  ensurePrivateFile(paths.database);
  const client = openSoundDatabase({ ...opening, lastUse: lock.lastUse, notices });
  try {
    lock.markOpen(true);
    const now = clock.now();
    migrate(client, {
      database: paths.database,
      migrations,
      now,
      takeSnapshot: () =>
        takeSnapshot(client, {
          database: paths.database,
          folder: paths.snapshots,
          reason: 'migration',
          now,
        }),
    });
    return client;
  } catch (error) {
    client.close();
    lock.markOpen(false);
    throw error;
  }
}

function finishOpening(opening: Opening, client: Client, lock: AppLock): StoreOpening {
  const { paths, clock, logger, notices, resources, onDamage } = opening;
  const store = createStore({
    client,
    paths,
    clock,
    logger,
    snapshotWorker: resources.snapshotWorker,
    onDamage: onDamage ?? (() => undefined),
    onClosing: () => lock.markOpen(false),
    onClosed: () => lock.release(markOf(paths)),
  });
  store.personas.addBundled();
  const interrupted = store.turns.interruptLeftovers();
  if (interrupted > 0) notices.push(interruptedNotice(interrupted));
  return { store, notices, mode: 'normal' };
}

const interruptedNotice = (count: number): StorageNotice => ({
  code: 'conversation.interrupted',
  text:
    count === 1
      ? 'Parley was closed while a reply was coming in. The text so far is kept; open the conversation to continue it.'
      : `Parley was closed while ${count} replies were coming in. Their text so far is kept.`,
  error: null,
});

function markOf({ database }: DataPaths): FileMark | null {
  const status = statSync(database, { throwIfNoEntry: false });
  return status === undefined ? null : { bytes: status.size, modifiedMs: status.mtimeMs };
}

/** A newer schema is read in place; where nothing can be written, SQLite needs a folder that it can write to. */
function openForReading(opening: Opening, error: AppErrorData): StoreOpening {
  const { paths, clock, logger, notices, migrations } = opening;
  const isNewer = error.code === 'storage.newer-schema';
  const copyFolder = isNewer ? null : copyForReading(paths);
  const dropCopy = (): void => {
    if (copyFolder !== null) rmSync(copyFolder, { recursive: true, force: true });
  };
  try {
    const database = copyFolder === null ? paths.database : dataPaths(copyFolder).database;
    const client = openClient(database, { isReadOnly: isNewer });
    if (!isNewer) {
      if (schemaVersionOf(client) < migrations.length) {
        migrate(client, { database, migrations, now: clock.now(), takeSnapshot: () => undefined });
      }
      client.pragma('query_only = ON');
    }
    const store = createStore({
      client,
      paths,
      clock,
      logger,
      snapshotWorker: null,
      onDamage: opening.onDamage ?? (() => undefined),
      onClosing: () => undefined,
      onClosed: dropCopy,
    });
    return {
      store,
      notices: [...notices, { code: error.code, text: error.message, error }],
      mode: 'read-only',
    };
  } catch (failure) {
    dropCopy();
    throw failure;
  }
}

/** Nobody writes to it: the folder does not let us, and the lock is ours where it can be. */
function copyForReading(paths: DataPaths): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-reading-'));
  for (const end of ['', '-wal']) {
    const from = `${paths.database}${end}`;
    if (existsSync(from)) copyFileSync(from, `${dataPaths(folder).database}${end}`);
  }
  return folder;
}
