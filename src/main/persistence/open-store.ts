import { existsSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '#shared/errors/app-error';
import type { AppErrorData } from '#shared/errors/app-error';
import { fail, ok } from '#shared/kernel/result';
import type { Result } from '#shared/kernel/result';
import type { Clock } from '#main/ports/clock';
import type { Ledger } from '#main/ports/ledger';
import type { Logger } from '#main/ports/logger';
import { acquireAppLock, type AppLock, type FileMark } from './app-lock';
import { dropStaging } from './backup/drop-staging';
import type { PassphraseCost } from './backup/passphrase-keys';
import { releaseBallast } from './ballast';
import { dataPaths, ensurePrivateFile, ensurePrivateFolder } from './data-folder';
import type { DataPaths } from './data-folder';
import { openClient } from './database';
import type { Client } from './database';
import { listMigrations, migrate, schemaVersionOf, type Migration } from './migrate';
import { openSoundDatabase } from './recovery/open-sound-database';
import { takeSnapshot } from './snapshots/take-snapshot';
import { storageCodeOf, storageError, toStorageError, type StorageCode } from './storage-error';
import { noteErasure } from './erasure/write-receipt';
import { fillHealthOnce } from './repositories/health-rows';
import { openTemporaryStore } from './open-temporary-store';
import { copyForReading, makeReadingFolder } from './reading-folder';
import { damagedSettingsNotice, interruptedNotice } from './storage-notice';
import type { StorageNotice } from './storage-notice';
import { createStore } from './store';
import type { ConversationStore } from './conversation-store';
import type { BackupParts, Store } from './store';

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
    /** The built `search-worker.js` and `history-worker.js`; without one its work is done in the calling thread. */
    readonly searchWorker?: string | null;
    /** The built `backup-worker.js`; without one backups are made in the calling thread. */
    readonly backupWorker?: string | null;
    readonly historyWorker?: string | null;
    /** The built `erasure-worker.js`; without one an erasure runs in the calling thread. */
    readonly erasureWorker?: string | null;
  };
  /** The version of Parley, for what it writes; and what trying a passphrase costs, if not what is usual. */
  readonly app?: string;
  readonly passphraseCost?: PassphraseCost;
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

/** Where writing is not possible, reading may be; so it may be where the disk fails. */
const readableCodes: ReadonlySet<string> = new Set([
  'storage.read-only',
  'storage.full',
  'storage.newer-schema',
] satisfies StorageCode[]);

function openAsPossible(opening: Opening): StoreOpening {
  try {
    return twiceIfFailed(() => openForWriting(opening));
  } catch (error) {
    const mapped = toStorageError(error);
    if (!(mapped instanceof AppError)) throw error;
    const { code } = mapped.data;
    const canRead = readableCodes.has(code) || storageCodeOf(error) === 'storage.failed';
    if (!canRead || !existsSync(opening.paths.database)) throw mapped;
    try {
      const reading = openForReading(opening, mapped.data);
      opening.logger.warn('the database is open for reading only', { code });
      return reading;
    } catch (failure) {
      opening.logger.error('the database cannot be read either', {}, failure);
      throw mapped;
    }
  }
}

/** A disk that failed once may work the next moment; what SQLite calls damage may be a failed reading. */
function twiceIfFailed<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    const code = storageCodeOf(error);
    if (code !== 'storage.failed' && code !== 'storage.damaged') throw error;
    return open();
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
      closeNoted(client, lock);
      throw error;
    }
  } catch (error) {
    releaseAnyway(lock);
    throw error;
  }
}

/** Closing removes the log: when that cannot be noted before, the log stays, so that nobody takes it for lost. */
function closeNoted(client: Client, lock: AppLock): void {
  try {
    lock.markOpen(false);
  } catch {
    return;
  }
  client.close();
}

/** What failed before is what a person is told. */
function releaseAnyway(lock: AppLock): void {
  try {
    lock.release(null);
  } catch {
    // It is released; only the mark is not written.
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
    closeNoted(client, lock);
    throw error;
  }
}

function finishOpening(opening: Opening, client: Client, lock: AppLock): StoreOpening {
  const { paths, clock, logger, notices, resources, onDamage } = opening;
  dropStaging(paths, logger);
  const store = createStore({
    client,
    paths,
    clock,
    logger,
    snapshotWorker: resources.snapshotWorker,
    searchWorker: resources.searchWorker ?? null,
    historyWorker: resources.historyWorker ?? null,
    erasureWorker: resources.erasureWorker ?? null,
    searchFiles: { database: paths.database, index: paths.search },
    backup: backupPartsOf(opening),
    canWrite: true,
    onDamage: onDamage ?? (() => undefined),
    openTemporary: (ledger) => openTemporary(opening, ledger),
    onClosing: () => lock.markOpen(false),
    onClosed: () => lock.release(markOf(paths)),
  });
  store.personas.addBundled();
  const interrupted = store.turns.interruptLeftovers();
  fillHealth(client, logger);
  const erased = noteErasure(paths.folder, store.audit);
  if (erased !== null) notices.push(erased);
  if (interrupted > 0) notices.push(interruptedNotice(interrupted));
  const damagedSettings = store.countDamagedSettings();
  if (damagedSettings > 0) notices.push(damagedSettingsNotice(damagedSettings));
  return { store, notices, mode: 'normal' };
}

const backupPartsOf = ({ resources, app, passphraseCost }: Opening): BackupParts => ({
  app: app ?? '',
  workerPath: resources.backupWorker ?? null,
  migrationsFolder: resources.migrationsFolder,
  cost: passphraseCost ?? null,
});

/** What is made from the ledger keeps nobody from what is stored. */
function fillHealth(client: Client, logger: Logger): void {
  try {
    fillHealthOnce(client);
  } catch (error) {
    logger.warn('the hours of health could not be made', { reason: String(error) });
  }
}

const openTemporary = ({ resources, clock }: Opening, ledger: Ledger): ConversationStore =>
  openTemporaryStore({ migrationsFolder: resources.migrationsFolder, clock, ledger });

function markOf({ database }: DataPaths): FileMark | null {
  const status = statSync(database, { throwIfNoEntry: false });
  return status === undefined ? null : { bytes: status.size, modifiedMs: status.mtimeMs };
}

/** A newer schema is read in place; where nothing can be written, SQLite needs a folder that it can write to. */
function openForReading(opening: Opening, error: AppErrorData): StoreOpening {
  const { paths, clock, logger, notices, migrations } = opening;
  const isNewer = error.code === 'storage.newer-schema';
  // What is made for this reading only: the index of search, and a copy of the database.
  const ownFolder = makeReadingFolder(logger);
  const copy = isNewer || ownFolder === null ? null : copyForReading(paths, ownFolder, logger);
  const dropOwn = (): void => {
    if (ownFolder !== null) rmSync(ownFolder, { recursive: true, force: true });
  };
  try {
    const database = copy ?? paths.database;
    const client = openClient(database, { isReadOnly: copy === null });
    if (copy !== null) {
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
      searchWorker: opening.resources.searchWorker ?? null,
      historyWorker: opening.resources.historyWorker ?? null,
      erasureWorker: null,
      searchFiles: { database, index: dataPaths(ownFolder ?? join(tmpdir(), 'parley-no-folder')).search },
      backup: backupPartsOf(opening),
      canWrite: false,
      onDamage: opening.onDamage ?? (() => undefined),
      openTemporary: (ledger) => openTemporary(opening, ledger),
      onClosing: () => undefined,
      onClosed: dropOwn,
    });
    return {
      store,
      notices: [...notices, { code: error.code, text: error.message, error }],
      mode: 'read-only',
    };
  } catch (failure) {
    dropOwn();
    throw failure;
  }
}
