import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '#shared/errors/app-error';
import { answerHistory, historyFilesSchema } from '../history/history-messages';
import type { FromHistoryWorker, ToHistoryWorker } from '../history/history-messages';
import { createHistorySession } from '../history/history-session';
import { toStorageError } from '../storage-error';

// Runs in a thread of its own: a long history is read here once, the newest first, and asked while it is read.
const session = createHistorySession(historyFilesSchema.parse(workerData).database);

/** How long is read before a question is looked for, in ms. */
const sliceMs = 10;
/** A question waits so long for what was stored before it. */
const catchUpMs = 15;

let isWorking = false;

const tell = (message: FromHistoryWorker): void => parentPort?.postMessage(message);

function workSoon(): void {
  if (isWorking) return;
  isWorking = true;
  setImmediate(() => {
    isWorking = false;
    if (session.work(sliceMs)) workSoon();
  });
}

parentPort?.on('message', ({ id, call }: ToHistoryWorker) => {
  try {
    if (session.work(catchUpMs)) workSoon();
    tell({ id, value: answerHistory(session, call), error: null, reason: null });
  } catch (error) {
    const mapped = toStorageError(error);
    tell({
      id,
      value: null,
      error: mapped instanceof AppError ? mapped.data : null,
      reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
});
