import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '#shared/errors/app-error';
import type { FromThread } from '../backup/backup-thread';
import { backupJobSchema, runBackupJob } from '../backup/run-backup-job';
import { toStorageError } from '../storage-error';

// Runs in a thread of its own, on its own connections: copying, encrypting and comparing take minutes for large histories.
const tellEveryMs = 100;
const tell = (message: FromThread): void => parentPort?.postMessage(message);
const stop = new AbortController();
let toldAt = -Infinity;

parentPort?.on('message', () => stop.abort(new Error('cancelled')));
try {
  const value = await runBackupJob(backupJobSchema.parse(workerData), {
    signal: stop.signal,
    onProgress: (progress) => {
      const now = performance.now();
      if (now - toldAt < tellEveryMs) return;
      toldAt = now;
      tell({ kind: 'progress', progress });
    },
  });
  tell({ kind: 'done', value });
} catch (error) {
  const mapped = toStorageError(error);
  tell({
    kind: 'failed',
    error: mapped instanceof AppError ? mapped.data : null,
    reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
}
parentPort?.close();
