import { closeSync, openSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { AppErrorData } from '#shared/errors/app-error';
import type { BackupPlans } from '#main/ports/backup-plan';
import type { Backups } from '#main/ports/backups';
import type { Clock } from '#main/ports/clock';
import type { Eraser } from '#main/ports/eraser';
import type { HealthRepository } from '#main/ports/health-repository';
import type { KeyRepository } from '#main/ports/key-repository';
import type { Ledger } from '#main/ports/ledger';
import type { Logger } from '#main/ports/logger';
import type { OwnModelRepository } from '#main/ports/own-model-repository';
import type { RetentionRepository } from '#main/ports/retention-repository';
import type { ProviderRepository, SettingsRepository } from '#main/ports/settings-repositories';
import { createStoredAuditLog } from './audit/stored-audit-log';
import type { StoredAuditLog } from './audit/stored-audit-log';
import { createStoredBackups } from './backup/stored-backups';
import type { PassphraseCost } from './backup/passphrase-keys';
import { createBlobStore } from './blobs/blob-store';
import { collectFiles } from './blobs/collect-files';
import { layBallast, releaseBallast } from './ballast';
import { databaseFiles } from './data-folder';
import type { DataPaths } from './data-folder';
import { createConversationRepositories } from './conversation-store';
import type { ConversationStore } from './conversation-store';
import { createDatabase } from './database';
import type { Client, Database } from './database';
import { createStoredEraser } from './erasure/stored-eraser';
import { findDiskTrouble } from './disk-trouble';
import { createBackupPlans } from './repositories/backup-plans';
import { createHealthRepository } from './repositories/health-repository';
import { emptyMessageTrash } from './repositories/message-trash';
import { createBreakerHistory, type StoredBreakerHistory } from './repositories/breaker-history';
import { createKeyRepository } from './repositories/key-repository';
import { createOwnModelRepository } from './repositories/own-model-repository';
import { createPersonaRepository } from './repositories/persona-repository';
import type { StoredPersonas } from './repositories/persona-repository';
import { createProviderRepository } from './repositories/provider-repository';
import { listTrashedIds, purgeConversations } from './repositories/purge-conversations';
import { sealOldRows } from './repositories/seal-old-rows';
import { createRetentionRepository } from './repositories/retention-repository';
import { countDamagedSettings, createSettingsRepository } from './repositories/settings-repository';
import { createStoredHistory } from './history/stored-history';
import type { StoredHistory } from './history/stored-history';
import type { SearchFiles } from './search/search-session';
import { createStoredSearch } from './search/stored-search';
import type { StoredSearch } from './search/stored-search';
import { createSnapshotKeeper } from './snapshots/snapshot-keeper';
import type { SnapshotKeeper } from './snapshots/snapshot-keeper';
import { storageError } from './storage-error';
import { createUpkeep, truncateLog } from './upkeep';
import { createWriteTurns, firstTurn } from './write-turns';

/** Everything that Parley keeps. */
export interface Store extends ConversationStore {
  readonly settings: SettingsRepository;
  /** Settings that were changed outside of Parley; they are at their defaults. */
  countDamagedSettings(): number;
  readonly personas: StoredPersonas;
  readonly providers: ProviderRepository;
  readonly ownModels: OwnModelRepository;
  readonly breakerHistory: StoredBreakerHistory;
  readonly health: HealthRepository;
  readonly audit: StoredAuditLog;
  readonly eraser: Eraser;
  readonly retention: RetentionRepository;
  readonly providerKeys: KeyRepository;
  readonly snapshots: SnapshotKeeper;
  readonly backups: Backups;
  /** What a thread that writes beside this process takes turns by (`write-turns.ts`). */
  readonly writeTurns: SharedArrayBuffer;
  readonly backupPlans: BackupPlans;
  /** Another place, in memory; it goes with the process. */
  openTemporary(): ConversationStore;
  /** Ended before the rest, so that the thread closes its connections first. */
  readonly search: StoredSearch;
  /** What was written over time. */
  readonly history: StoredHistory;
  /**
   * What can wait for an idle moment, some time after the start and then once a day: empties the trash of what has
   * been in it for as long as it keeps (a setting), takes the daily snapshot, removes files that nothing needs, lays
   * space by for a full disk. Never rejects: what fails is logged.
   */
  tidy(): Promise<void>;
  /** Empties the log file and gives the folder free. Safe to call twice. */
  close(): void;
}

/** What backups are made and read with. */
export interface BackupParts {
  /** The version of Parley. */
  readonly app: string;
  /** The built `backup-worker.js`; null works in the calling thread. */
  readonly workerPath: string | null;
  readonly migrationsFolder: string;
  /** Of trying a passphrase; null: what is usual. */
  readonly cost: PassphraseCost | null;
}

export interface StoreParts {
  readonly client: Client;
  readonly paths: DataPaths;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly snapshotWorker: string | null;
  readonly searchWorker: string | null;
  readonly backup: BackupParts;
  readonly erasureWorker: string | null;
  readonly searchFiles: SearchFiles;
  /** The built `history-worker.js`; null reads the history in this thread. */
  readonly historyWorker: string | null;
  readonly canWrite: boolean;
  readonly onDamage: (error: AppErrorData) => void;
  readonly openTemporary: (ledger: Ledger) => ConversationStore;
  readonly onClosing: () => void;
  readonly onClosed: () => void;
}

/** Conversations that leave the trash in one transaction: a bound on how long it takes. */
const trashBatch = 20;
const messageBatch = 200;
const sealBatch = 200;
const dayMs = 86_400_000;

export function createStore(parts: StoreParts): Store {
  const { client, paths, clock, logger, snapshotWorker, canWrite } = parts;
  const upkeep = createUpkeep(client, logger);
  let isClosed = false;
  const writeTurns = createWriteTurns();
  const onCommit = (frees: boolean): void => {
    upkeep.onCommit(frees);
    search.changed();
  };
  const database = createDatabase(client, clock, {
    turn: firstTurn(writeTurns),
    onCommit,
    makeSpace: () => releaseBallast(paths.ballast),
    findDiskTrouble: () => findDiskTrouble(databaseFiles(paths.database)),
    onDamage: createDamageWatch(parts),
  });
  const { searchFiles: files, searchWorker: workerPath } = parts;
  const search = createStoredSearch({ files, database, logger, workerPath, canWrite });
  const history = createStoredHistory({
    database: parts.searchFiles.database,
    workerPath: parts.historyWorker,
    logger,
  });
  const snapshots = createSnapshotKeeper({ database, paths, logger, workerPath: snapshotWorker });
  const settings = createSettingsRepository(database);
  const repositories = createConversationRepositories(database);
  const breakerHistory = createBreakerHistory(database);
  const blobs = createBlobStore({ paths, clock, logger, canWrite });
  return {
    ...repositories,
    ...createOwnTables(database),
    settings,
    breakerHistory,
    audit: createStoredAuditLog({ database, headPath: paths.auditHead, logger, canWrite }),
    eraser: createStoredEraser({ ...parts, database, snapshots, blobs, search }),
    snapshots,
    backups: createStoredBackups({ ...parts.backup, database, paths, clock, snapshots, onCommit }),
    backupPlans: createBackupPlans(database),
    blobs,
    search,
    writeTurns,
    history,
    openTemporary: () => parts.openTemporary(repositories.ledger),
    tidy: () => tidy(database, { settings, snapshots, blobs, breakerHistory }, parts),
    close: () => {
      if (isClosed) return;
      isClosed = true;
      upkeep.stop();
      search.stop();
      history.stop();
      emptyLog(client, logger);
      // Closing removes the log: when that cannot be noted before, the log stays, so that nobody takes it for lost.
      if (wasNoted(parts.onClosing, logger)) client.close();
      wasNoted(parts.onClosed, logger);
    },
  };
}

/** Damage is told once. */
function createDamageWatch({ logger, paths, onDamage }: StoreParts): () => void {
  let isKnown = false;
  return () => {
    if (isKnown) return;
    isKnown = true;
    logger.error('the database is damaged');
    markSuspect(paths, logger);
    onDamage(storageError('storage.damaged'));
  };
}

/** What is not of one conversation. */
const createOwnTables = (database: Database) => ({
  countDamagedSettings: () => countDamagedSettings(database),
  personas: createPersonaRepository(database),
  providers: createProviderRepository(database),
  ownModels: createOwnModelRepository(database),
  health: createHealthRepository(database),
  providerKeys: createKeyRepository(database),
  retention: createRetentionRepository(database),
});

async function tidy(
  database: Database,
  store: Pick<Store, 'settings' | 'snapshots' | 'blobs' | 'breakerHistory'>,
  parts: StoreParts,
): Promise<void> {
  const { paths, logger, client } = parts;
  if (client.pragma('query_only', { simple: true }) === 1 || client.readonly) return;
  try {
    await emptyTrash(database, store.settings.read().trashDays);
    store.breakerHistory.prune();
    while (sealOldRows(database, sealBatch)) await setImmediate();
    await store.snapshots.takeIfDue();
    await collectFiles(database, store.blobs, paths);
    await layBallast(paths.ballast, paths.folder);
  } catch (error) {
    logger.warn('tidying up was not finished', { reason: String(error) });
  }
}

/** Deletes for good what has been in the trash for longer than that, in steps that others can come between. */
async function emptyTrash(database: Database, days: number | null): Promise<void> {
  if (days === null) return;
  const before = database.clock.now() - days * dayMs;
  for (;;) {
    const ids = listTrashedIds(database, before, trashBatch);
    purgeConversations(database, ids);
    if (ids.length < trashBatch) break;
    await setImmediate();
  }
  while (emptyMessageTrash(database, before, messageBatch) === messageBatch) await setImmediate();
}

/** The next start checks every page, whatever the size. */
function markSuspect(paths: DataPaths, logger: Logger): void {
  try {
    closeSync(openSync(paths.suspect, 'w', 0o600));
  } catch (error) {
    logger.warn('the mark for a check at the next start could not be made', { reason: String(error) });
  }
}

/** How Parley ended is written down for the next start, which looks more closely without it. */
function wasNoted(note: () => void, logger: Logger): boolean {
  try {
    note();
    return true;
  } catch (error) {
    logger.warn('the end could not be noted', { reason: String(error) });
    return false;
  }
}

/** What is in the log is durable: when it cannot be emptied now, the next start does it. */
function emptyLog(client: Client, logger: Logger): void {
  try {
    if (!client.readonly) truncateLog(client);
  } catch (error) {
    logger.warn('the log file could not be emptied', { reason: String(error) });
  }
}
