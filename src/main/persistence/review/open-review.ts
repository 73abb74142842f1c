import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AppErrorData } from '#shared/errors/app-error';
import { AppError, appError } from '#shared/errors/app-error';
import { fail, ok } from '#shared/kernel/result';
import type { Result } from '#shared/kernel/result';
import type { Clock } from '#main/ports/clock';
import type { Logger } from '#main/ports/logger';
import { dataPaths, ensurePrivateFolder } from '../data-folder';
import type { DataPaths } from '../data-folder';
import { openClient } from '../database';
import type { Client } from '../database';
import { applicationId, listMigrations, migrate, schemaVersionOf } from '../migrate';
import type { Migration } from '../migrate';
import { openTemporaryStore } from '../open-temporary-store';
import { createFindInBranch } from '../search/find-in-branch';
import { storageError, toStorageError } from '../storage-error';
import { createStore } from '../store';
import type { Store } from '../store';
import { borrowDatabase, copyDatabase } from './borrow-database';
import type { Borrowing } from './borrow-database';
import { holdFolder } from './hold-folder';
import type { HeldFolder } from './hold-folder';
import { keepShownBranchesInMemory } from './shown-branches';

export interface OpenReviewOptions {
  /** What is read; nothing is written to it, and nothing is made beside it. */
  readonly database: string;
  /** The folder around it: its files are `blobs`, its index of search may be copied. */
  readonly folder: string;
  /** A folder of our own, for what reading needs; it is made when it is not there. */
  readonly ownFolder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly resources: {
    /** The folder `drizzle/` as shipped. */
    readonly migrationsFolder: string;
    /** The built `search-worker.js`; null searches in this thread. */
    readonly searchWorker: string | null;
    /** The built `history-worker.js`; left out, the history is read in this thread. */
    readonly historyWorker?: string | null;
  };
}

export interface ReviewOpening {
  readonly store: Store;
  /** What is read. For who reads it in a thread of its own. */
  readonly database: string;
  /** What a person should know of how it is read. */
  readonly notes: readonly string[];
}

interface Reading {
  readonly client: Client;
  readonly database: string;
  readonly notes: readonly string[];
}

/**
 * Opens a database for reading and nothing else: not a byte of its folder is written, and branches that are shown are
 * kept in memory. One of an earlier Parley is brought up to date in a copy; one of a later is read as it is; one that a
 * running Parley has open is read beside it. Fails with `review.not-readable` and `storage.*`.
 */
export function openReview(options: OpenReviewOptions): Result<ReviewOpening, AppErrorData> {
  const own = dataPaths(options.ownFolder);
  const held = isOwnOf(options) ? holdFolder(dataPaths(options.folder).lock) : nobodys;
  try {
    ensurePrivateFolder(own.folder);
    const reading = openReading(options, own, held);
    try {
      keepShownBranchesInMemory(reading.client);
      const store = createReadingStore(options, own, reading, held);
      const notes = [...reading.notes, ...notesOfErasure(options)];
      return ok({ store, database: reading.database, notes });
    } catch (error) {
      reading.client.close();
      throw error;
    }
  } catch (error) {
    held.release();
    options.logger.error('what is to be reviewed could not be opened', {}, error);
    const mapped = toStorageError(error);
    return fail(mapped instanceof AppError ? mapped.data : storageError('storage.failed'));
  }
}

/** Only who may write can end it. */
const notesOfErasure = (options: OpenReviewOptions): readonly string[] =>
  isOwnOf(options) && existsSync(dataPaths(options.folder).erasing)
    ? ['An erasure here is not finished: what it takes may still show. Start Parley to end it.']
    : [];

/** A snapshot or a copy is nobody's to write to. */
const isOwnOf = ({ database, folder }: OpenReviewOptions): boolean => database === dataPaths(folder).database;

const nobodys: HeldFolder = { owner: 'nobody', release: () => undefined };

function openReading(options: OpenReviewOptions, own: DataPaths, held: HeldFolder): Reading {
  const migrations = listMigrations(options.resources.migrationsFolder);
  const borrowing = { source: options.database, place: own.database, logger: options.logger };
  if (held.owner === 'here') return readBeside(borrowing, migrations, options.clock);
  if (held.owner === 'elsewhere') copyDatabase(borrowing);
  else borrowDatabase(borrowing);
  const notes = held.owner === 'elsewhere' ? ['Another computer had this folder open; a copy is shown.'] : [];
  const client = openSound(own.database);
  const version = schemaVersionOf(client);
  if (version >= migrations.length) {
    return { client, database: own.database, notes: version > migrations.length ? [...notes, newer] : notes };
  }
  client.close();
  return readMigrated(borrowing, migrations, options.clock, notes);
}

const newer = 'It was written by a newer Parley: what this one does not know is not shown.';

/** A running Parley and this one share the rules of SQLite: neither waits for the other. */
function readBeside(borrowing: Borrowing, migrations: readonly Migration[], clock: Clock): Reading {
  const client = openSound(borrowing.source);
  if (schemaVersionOf(client) < migrations.length) {
    client.close();
    return readMigrated(borrowing, migrations, clock, []);
  }
  const beside =
    'Parley has this history open. What it stores from now on shows when you open it here again.';
  return { client, database: borrowing.source, notes: [beside] };
}

/** In a copy: the database itself stays at its version. */
function readMigrated(
  borrowing: Borrowing,
  migrations: readonly Migration[],
  clock: Clock,
  notes: readonly string[],
): Reading {
  const { place: database } = borrowing;
  copyDatabase(borrowing);
  const writing = openClient(database, { isReadOnly: false });
  try {
    migrate(writing, { database, migrations, now: clock.now(), takeSnapshot: () => undefined });
  } finally {
    writing.close();
  }
  const older = 'It was written by an older Parley; a copy that was brought up to date is shown.';
  return { client: openSound(database), database, notes: [...notes, older] };
}

/** Throws `review.not-readable` for a database of another program, or of a Parley that had nothing stored yet. */
function openSound(path: string): Client {
  const client = openClient(path, { isReadOnly: true });
  if (client.pragma('application_id', { simple: true }) === applicationId) return client;
  client.close();
  throw new AppError(appError('review.not-readable', 'This is not a database of Parley.'));
}

function createReadingStore(
  options: OpenReviewOptions,
  own: DataPaths,
  { client, database }: Reading,
  held: HeldFolder,
): Store {
  const { folder, clock, logger, resources } = options;
  const isBeside = database === options.database;
  const index = dataPaths(folder).search;
  const store = createStore({
    client,
    // Everything that might be written has its place in our folder; stored files are only ever read.
    paths: { ...own, database, blobs: join(folder, 'blobs') },
    clock,
    logger,
    snapshotWorker: null,
    searchWorker: resources.searchWorker,
    historyWorker: resources.historyWorker ?? null,
    erasureWorker: null,
    searchFiles: {
      database,
      index: own.search,
      // One that is in use may change while it is copied.
      ...(!isBeside && isOwnOf(options) && existsSync(index) ? { seed: index } : {}),
    },
    // A review makes no backups.
    backup: { app: '', workerPath: null, migrationsFolder: resources.migrationsFolder, cost: null },
    canWrite: false,
    onDamage: () => undefined,
    openTemporary: (ledger) =>
      openTemporaryStore({ migrationsFolder: resources.migrationsFolder, clock, ledger }),
    onClosing: () => undefined,
    onClosed: () => held.release(),
  });
  // In this thread: another connection does not know which branches are shown.
  const findInBranch = createFindInBranch(client, null);
  const find: Store['search']['find'] = (id, text) => Promise.resolve(findInBranch(id, text));
  return { ...store, search: { ...store.search, find } };
}
