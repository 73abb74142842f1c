import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import type { Logger } from '#main/ports/logger';
import type { DataPaths } from '../data-folder';
import type { Database } from '../database';
import { toStorageError } from '../storage-error';
import { canLoadSqliteInWorker } from '../workers/can-load-sqlite';
import { countDamagedMessages } from './damaged-messages';
import { listSnapshots } from './snapshot-files';
import type { SnapshotFile, SnapshotReason } from './snapshot-files';
import { takeSnapshot } from './take-snapshot';
import type { SnapshotRequest } from './take-snapshot';

const dayMs = 86_400_000;

const reportSchema = z.object({ path: z.string(), damagedMessages: z.number() });
export type SnapshotReport = z.infer<typeof reportSchema>;

export interface SnapshotKeeper {
  /** Newest first. */
  list(): readonly SnapshotFile[];
  /** Once a day when something changed. Null when none was due. Rejects with AppError `storage.*`. */
  takeIfDue(): Promise<SnapshotReport | null>;
  /** When something changed since the last; for a clean end, and for a person who asks. */
  takeIfChanged(reason: Exclude<SnapshotReason, 'migration'>): Promise<SnapshotReport | null>;
}

export interface KeeperOptions {
  readonly database: Database;
  readonly paths: DataPaths;
  readonly logger: Logger;
  /** The built worker; null makes snapshots in this thread. */
  readonly workerPath: string | null;
}

function runWorker(workerPath: string, request: SnapshotRequest): Promise<SnapshotReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerPath, { workerData: request });
    worker.once('message', (report: unknown) => {
      resolve(reportSchema.parse(report));
    });
    worker.once('error', (error) => {
      const mapped = toStorageError(error);
      reject(mapped instanceof Error ? mapped : new Error('The snapshot worker failed', { cause: error }));
    });
    worker.once('exit', () => {
      reject(new Error('The snapshot worker ended without an answer'));
    });
  });
}

/** When the files were last written to; a commit goes to the log. */
function changedAt({ database }: DataPaths): number {
  return Math.max(
    ...[database, `${database}-wal`].map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0),
  );
}

export function createSnapshotKeeper(options: KeeperOptions): SnapshotKeeper {
  const { database, paths, logger, workerPath } = options;
  let running: Promise<SnapshotReport> | null = null;
  let changesAtLast: number | null = null;

  const countChanges = (): number =>
    database.client.prepare<[], { n: number }>('SELECT total_changes() AS n').get()?.n ?? 0;
  const hasChanged = (): boolean => {
    const [newest] = listSnapshots(paths.snapshots);
    if (newest === undefined) return true;
    // Within one session the connection knows; before it, the files tell.
    return changesAtLast === null ? changedAt(paths) > newest.takenAt : countChanges() !== changesAtLast;
  };

  const takeHere = (request: SnapshotRequest): SnapshotReport =>
    database.read(() => ({
      path: takeSnapshot(database.client, request).path,
      damagedMessages: countDamagedMessages(database.client),
    }));
  const takeSomewhere = async (request: SnapshotRequest): Promise<SnapshotReport> => {
    if (workerPath === null || !canLoadSqliteInWorker) return takeHere(request);
    try {
      return await runWorker(workerPath, request);
    } catch (error) {
      if (error instanceof AppError) throw error;
      // A worker that cannot run must not mean that there are no snapshots.
      logger.error('the snapshot worker failed', {}, error);
      return takeHere(request);
    }
  };
  const take = async (reason: SnapshotReason): Promise<SnapshotReport> => {
    const changes = countChanges();
    const now = database.clock.now();
    const report = await takeSomewhere({ database: paths.database, folder: paths.snapshots, reason, now });
    changesAtLast = changes;
    logger.info('snapshot taken', { reason, damagedMessages: report.damagedMessages });
    return report;
  };
  const takeOnce = (reason: SnapshotReason): Promise<SnapshotReport> => {
    running ??= take(reason).finally(() => {
      running = null;
    });
    return running;
  };

  return {
    list: () => listSnapshots(paths.snapshots),
    takeIfDue: async () => {
      const [newest] = listSnapshots(paths.snapshots);
      const isDue = newest === undefined || database.clock.now() - newest.takenAt >= dayMs;
      return isDue && hasChanged() ? takeOnce('daily') : null;
    },
    takeIfChanged: async (reason) => (hasChanged() ? takeOnce(reason) : null),
  };
}
