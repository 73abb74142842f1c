import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { Backups, JobControl } from '#main/ports/backups';
import type { Clock } from '#main/ports/clock';
import { AppError } from '#shared/errors/app-error';
import type { RestoreChoices, RestoreResult } from '#shared/domain/backup';
import type { DataPaths } from '../data-folder';
import type { Database } from '../database';
import type { SnapshotKeeper } from '../snapshots/snapshot-keeper';
import { storageError } from '../storage-error';
import type { RunBackupJob } from './backup-thread';
import type { PassphraseCost } from './passphrase-keys';

export interface StoredBackupsParts {
  readonly database: Database;
  readonly paths: DataPaths;
  readonly clock: Clock;
  readonly snapshots: SnapshotKeeper;
  /** The version of Parley. */
  readonly app: string;
  /** The folder `drizzle/` as shipped. */
  readonly migrationsFolder: string;
  /** The built `backup-worker.js`; null works in the calling thread. */
  readonly workerPath: string | null;
  /** Of trying a passphrase; null: what is usual. */
  readonly cost: PassphraseCost | null;
  /** Another connection has changed everything. */
  readonly onCommit: (frees: boolean) => void;
}

/** Loaded when it is first needed: hardly any start does. */
const runJob: RunBackupJob = async (workerPath, job, control) =>
  (await import('./backup-thread')).runInThread(workerPath, job, control);

const busy = storageError(
  'storage.busy',
  'A backup is being restored, so nothing else can be saved now. Try again when it is done.',
);

/** An opened backup, in the staging folder. */
interface Unpacked {
  readonly folder: string;
  readonly files: readonly string[];
}

export function createStoredBackups(parts: StoredBackupsParts): Backups {
  const { database, paths, clock, snapshots, migrationsFolder } = parts;
  const opened = new Map<string, Unpacked>();
  const base = { folder: paths.folder, migrationsFolder };

  const restore = async (
    { folder: unpacked, files }: Unpacked,
    choices: RestoreChoices,
    control: JobControl,
  ): Promise<RestoreResult> => {
    const resume = database.pause(busy);
    try {
      await snapshots.takeIfChanged('restore');
      const job = {
        kind: 'restore',
        ...base,
        unpacked,
        files: [...files],
        choices,
        now: clock.now(),
      } as const;
      return await runJob(parts.workerPath, job, control);
    } finally {
      resume();
      parts.onCommit(true);
    }
  };

  return {
    write: ({ file: target, passphrase }, control) =>
      runJob(
        parts.workerPath,
        { kind: 'write', ...base, target, passphrase, cost: parts.cost, app: parts.app, now: clock.now() },
        control,
      ),
    isEncrypted: async (file) => (await import('./read-backup')).isEncryptedBackup(file),
    async open(file, passphrase, control) {
      const job = { kind: 'open', ...base, file, passphrase, now: clock.now() } as const;
      const { folder, files, summary, preview } = await runJob(parts.workerPath, job, control);
      const id = randomUUID();
      opened.set(id, { folder, files });
      return { id, summary, preview };
    },
    async restore(id, choices, control) {
      const unpacked = opened.get(id);
      if (unpacked === undefined) throw gone();
      return restore(unpacked, choices, control);
    },
    close(id) {
      const unpacked = opened.get(id);
      opened.delete(id);
      if (unpacked !== undefined) rmSync(unpacked.folder, { recursive: true, force: true });
    },
  };
}

const gone = (): AppError =>
  new AppError(storageError('storage.failed', 'The backup is not open any more. Open it again.'));
