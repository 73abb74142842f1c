import { setTimeout as wait } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { importOptionsSchema, type ImportNews } from '#shared/domain/import';
import type { Logger } from '#main/ports/logger';
import { runImportJob } from './import-job';

// Runs in a thread of its own: what is read was written by others, and there may be gigabytes of it.
const { control, ...parts } = z
  .object({
    job: z.object({
      importId: z.string(),
      path: z.string(),
      options: importOptionsSchema.nullable(),
      total: z.number().nullable(),
    }),
    folder: z.string(),
    reportPath: z.string(),
    turns: z.instanceof(SharedArrayBuffer),
    control: z.instanceof(SharedArrayBuffer),
    documentWorker: z.string().nullable(),
  })
  .parse(workerData);

/** 0: go on, 1: wait, 2: end. */
const wish = new Int32Array(control);
const whilePausedMs = 50;

async function mayGoOn(): Promise<boolean> {
  while (Atomics.load(wish, 0) === 1) await wait(whilePausedMs);
  return Atomics.load(wish, 0) !== 2;
}

/** What is to be logged is said in the main process. */
const log = (level: keyof Logger) => (text: string, _details?: object, error?: unknown) =>
  parentPort?.postMessage({
    log: { level, text, reason: error instanceof Error ? (error.stack ?? '') : '' },
  });

await runImportJob({
  ...parts,
  isInThread: true,
  clock: { now: () => Date.now(), monotonic: () => performance.now() },
  logger: { error: log('error'), warn: log('warn'), info: log('info'), debug: log('debug') },
  mayGoOn,
  tell: (news: ImportNews) => parentPort?.postMessage({ news }),
});
