import { parentPort, workerData } from 'node:worker_threads';
import { openConversationReader } from '#main/persistence/archive/open-conversation-reader';
import type { PrintPage } from '#main/ports/export-output';
import type { Logger } from '#main/ports/logger';
import { AppError } from '#shared/errors/app-error';
import { runExportHere } from '../compose-export';
import { exportWorkSchema, type FromExport, type ToExport } from './export-messages';

// Runs in a thread of its own, on its own connection: making thousands of documents takes minutes, and no window waits.
const { folder, job } = exportWorkSchema.parse(workerData);
const tell = (message: FromExport): void => parentPort?.postMessage(message);

const stop = new AbortController();
let printed: ((error: Extract<ToExport, { kind: 'printed' }>['error']) => void) | null = null;
parentPort?.on('message', (message: ToExport) => {
  if (message.kind === 'cancel') stop.abort();
  else printed?.(message.error);
});

const print: PrintPage = async (page) => {
  const answered = new Promise<Extract<ToExport, { kind: 'printed' }>['error']>((resolve) => {
    printed = resolve;
  });
  tell({ kind: 'print', page });
  const error = await answered;
  if (error !== null) throw new AppError(error);
};

const silent: Logger = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};

async function work(): Promise<void> {
  const clock = { now: () => Date.now(), monotonic: () => performance.now() };
  const reader = openConversationReader(folder, { clock, logger: silent });
  try {
    const outcome = await runExportHere(reader, print)(job, {
      onProgress: (progress) => tell({ kind: 'progress', progress }),
      onFile: (file) => tell({ kind: 'file', file }),
      signal: stop.signal,
    });
    tell({ kind: 'done', outcome });
  } finally {
    reader.close();
  }
}

try {
  await work();
} catch (error) {
  tell({
    kind: 'failed',
    error: error instanceof AppError ? error.data : null,
    reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
}
parentPort?.close();
