import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { appErrorSchema, type AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import type { Logger } from '#main/ports/logger';
import type { DocumentText } from './read-document';
import { refuse } from './refuse';

/** Reads the text of a file without holding anything else up. Fails with `attachment.*`; never rejects. */
export type ReadDocument = (bytes: Uint8Array) => Promise<Result<DocumentText, AppErrorData>>;

const answerSchema = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    value: z.strictObject({ mediaType: z.string(), text: z.string() }),
  }),
  z.strictObject({ ok: z.literal(false), error: appErrorSchema }),
]);

export interface DocumentReaderParts {
  /** The built `document-worker.js`; null reads in the calling thread. */
  readonly workerPath: string | null;
  readonly logger: Logger;
  /** A file that takes longer is given up, in ms. */
  readonly limitMs?: number;
}

const defaultLimitMs = 30_000;
/** Memory that reading one file may take: of the thread's own heap, and of the whole process above what it had before. */
const mostHeapMb = 512;
const mostGrowthBytes = 1024 * 1024 * 1024;
const lookEveryMs = 200;

/** Every file has a thread of its own, which ends with it: what a hostile file does there, is over then. */
export function createDocumentReader(parts: DocumentReaderParts): ReadDocument {
  const { workerPath } = parts;
  if (workerPath === null) return async (bytes) => (await import('./read-document')).readDocument(bytes);
  return (bytes) => readInThread({ ...parts, workerPath }, bytes);
}

function readInThread(
  { workerPath, logger, limitMs = defaultLimitMs }: DocumentReaderParts & { readonly workerPath: string },
  bytes: Uint8Array,
): Promise<Result<DocumentText, AppErrorData>> {
  return new Promise((resolve) => {
    const worker = new Worker(workerPath, {
      workerData: bytes,
      resourceLimits: { maxOldGenerationSizeMb: mostHeapMb },
      // Nothing that a library says goes into what Parley prints.
      stdout: true,
      stderr: true,
    });
    const before = process.memoryUsage.rss();
    const startedAt = performance.now();
    const finish = (result: Result<DocumentText, AppErrorData>): void => {
      clearInterval(watch);
      resolve(result);
      void worker.terminate();
    };
    const giveUp = (reason: string): void => {
      logger.warn('a file was given up', { reason, bytes: bytes.length });
      finish(tooMuch);
    };
    // Bytes are outside of the thread's heap, and a thread that unpacks does not hear of anything.
    const watch = setInterval(() => {
      if (performance.now() - startedAt > limitMs) giveUp('time');
      else if (process.memoryUsage.rss() - before > mostGrowthBytes) giveUp('memory');
    }, lookEveryMs);
    worker.on('message', (message: unknown) => {
      const answer = answerSchema.safeParse(message);
      finish(answer.success ? answer.data : tooMuch);
    });
    worker.on('error', (error: Error) => giveUp(error.name));
    worker.on('exit', () => finish(tooMuch));
  });
}

const tooMuch = refuse(
  'attachment.too-complex',
  'This file takes too long or too much memory to read. Attach a smaller part of it, or its text.',
);
