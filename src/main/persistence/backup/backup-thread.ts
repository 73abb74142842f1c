import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { JobControl } from '#main/ports/backups';
import { backupProgressSchema } from '#shared/domain/backup';
import { AppError, appErrorSchema } from '#shared/errors/app-error';
import { storageError, toStorageError } from '../storage-error';
import { canLoadSqliteInWorker } from '../workers/can-load-sqlite';
import { backupAnswers, runBackupJob } from './run-backup-job';
import type { BackupAnswer, BackupJob } from './run-backup-job';

/** What the thread tells. */
export const fromThreadSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('progress'), progress: backupProgressSchema }),
  z.strictObject({ kind: z.literal('done'), value: z.unknown() }),
  z.strictObject({ kind: z.literal('failed'), error: appErrorSchema.nullable(), reason: z.string() }),
]);
export type FromThread = z.infer<typeof fromThreadSchema>;

export type RunBackupJob = <J extends BackupJob>(
  /** The built worker; null works here. */
  workerPath: string | null,
  job: J,
  control: JobControl,
) => Promise<BackupAnswer<J['kind']>>;

/** Does a job in a thread of its own, or here where there is none. Throws AppError, and the signal's reason. */
export const runInThread: RunBackupJob = async <J extends BackupJob>(
  workerPath: string | null,
  job: J,
  control: JobControl,
) => {
  control.signal.throwIfAborted();
  const value = await guarded(
    workerPath === null || !canLoadSqliteInWorker
      ? runBackupJob(job, control)
      : runInWorker(workerPath, job, control),
  );
  const schema: z.ZodType = backupAnswers[job.kind];
  return schema.parse(value) as BackupAnswer<J['kind']>;
};

async function guarded<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toStorageError(error);
  }
}

function runInWorker(
  workerPath: string,
  job: BackupJob,
  { signal, onProgress }: JobControl,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerPath, { workerData: job });
    const cancel = (): void => worker.postMessage('cancel');
    signal.addEventListener('abort', cancel, { once: true });
    const end = (): void => signal.removeEventListener('abort', cancel);
    worker.on('message', (data: unknown) => {
      const message = fromThreadSchema.parse(data);
      if (message.kind === 'progress') {
        if (!signal.aborted) onProgress(message.progress);
        return;
      }
      end();
      if (message.kind === 'done') resolve(message.value);
      else if (signal.aborted) reject(asError(signal.reason));
      else reject(message.error === null ? failed(message.reason) : new AppError(message.error));
    });
    worker.once('error', (error) => {
      end();
      reject(asError(error));
    });
    worker.once('exit', () => {
      end();
      reject(failed('the thread ended without an answer'));
    });
  });
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

function failed(reason: string): AppError {
  const error = new AppError(storageError('storage.failed'));
  error.cause = new Error(reason);
  return error;
}
