import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { rasterTypeOf } from '#main/features/attachments/images/raster-image';
import { runExport } from '#main/features/export/run-export';
import { openConversationReader } from '#main/persistence/archive/open-conversation-reader';
import { openExportOutput } from '#main/platform/export-output';
import type { PrintPage } from '#main/ports/export-output';
import type { Logger } from '#main/ports/logger';
import { AppError } from '#shared/errors/app-error';
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
    const findFile = async (sha256: string): Promise<Uint8Array | null> => {
      const blob = await reader.blobs.read(sha256);
      return blob.kind === 'found' ? blob.content : null;
    };
    const outcome = await runExport(
      {
        conversations: reader.conversations,
        source: reader.exportSource,
        archive: reader.archive,
        findFile,
        findImage: async (sha256) => {
          const bytes = await findFile(sha256);
          const mediaType = bytes === null ? null : rasterTypeOf(bytes);
          return bytes === null || mediaType === null ? null : { bytes, mediaType };
        },
        pause: () => setImmediate(),
        openOutput: openExportOutput(print),
      },
      job,
      {
        onProgress: (progress) => tell({ kind: 'progress', progress }),
        onFile: (file) => tell({ kind: 'file', file }),
        signal: stop.signal,
      },
    );
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
