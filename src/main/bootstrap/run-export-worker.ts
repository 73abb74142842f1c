import { Worker } from 'node:worker_threads';
import { AppError, appError } from '#shared/errors/app-error';
import type { Logger } from '#main/ports/logger';
import type { PrintPage, RunExport } from '#main/ports/export-output';
import type { ExportWork, FromExport, ToExport } from './workers/export-messages';

interface WorkerParts {
  /** The built `export-worker.js`. */
  readonly workerPath: string;
  /** The data folder. */
  readonly folder: string;
  readonly print: PrintPage;
  readonly logger: Logger;
}

const ended = (): AppError =>
  new AppError(appError('export.not-written', 'The export ended before it was whole. Try again.'));

/** Runs exports in a thread each; pages that become PDFs are printed here. */
export const runExportInWorker =
  ({ workerPath, folder, print, logger }: WorkerParts): RunExport =>
  (job, { onProgress, onFile, signal }) =>
    new Promise((resolve, reject) => {
      const work: ExportWork = { folder, job };
      const worker = new Worker(workerPath, { workerData: work });
      const send = (message: ToExport): void => worker.postMessage(message);
      const cancel = (): void => send({ kind: 'cancel' });
      if (signal.aborted) cancel();
      signal.addEventListener('abort', cancel, { once: true });
      worker.on('message', (message: FromExport) => {
        if (message.kind === 'progress') onProgress(message.progress);
        else if (message.kind === 'file') onFile(message.file);
        else if (message.kind === 'print')
          void print(message.page).then(
            () => send({ kind: 'printed', error: null }),
            (error: unknown) => send({ kind: 'printed', error: printError(error, logger) }),
          );
        else if (message.kind === 'done') resolve(message.outcome);
        else {
          if (message.error === null) logger.error('an export failed', { reason: message.reason });
          reject(message.error === null ? ended() : new AppError(message.error));
        }
      });
      worker.once('error', (error) => {
        logger.error('the export worker failed', {}, error);
        reject(ended());
      });
      worker.once('exit', () => {
        signal.removeEventListener('abort', cancel);
        reject(ended());
      });
    });

function printError(error: unknown, logger: Logger) {
  logger.warn('a page could not be printed', {
    reason: String(error instanceof Error ? (error.cause ?? error) : error),
  });
  return error instanceof AppError ? error.data : ended().data;
}
