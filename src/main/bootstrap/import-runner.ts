import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { importedItemSchema, importNewsSchema, type ImportNews } from '#shared/domain/import';
import { appError } from '#shared/errors/app-error';
import type { Clock } from '#main/ports/clock';
import type { ImportJob, ImportRunner, RunningImport } from '#main/ports/import-runner';
import type { Logger } from '#main/ports/logger';

export interface ImportRunnerParts {
  /** The data folder. */
  readonly folder: string;
  readonly turns: SharedArrayBuffer;
  /** The built `import-worker.js`; null reads in the calling thread. */
  readonly workerPath: string | null;
  readonly documentWorker: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Where what an import needs for itself lies; nothing in it outlives Parley's next start. */
const stagingFolder = (folder: string): string => join(folder, 'import-staging');

/** Removes what an import has left that was cut off. Nothing refers to it: conversations are written whole. */
export function clearImportStaging(folder: string, logger: Logger): void {
  try {
    rmSync(stagingFolder(folder), { recursive: true, force: true });
  } catch (error) {
    logger.warn('what an import left could not be removed', { reason: String(error) });
  }
}

export function createImportRunner(parts: ImportRunnerParts): ImportRunner {
  const staging = stagingFolder(parts.folder);
  const reportOf = (importId: string): string => join(staging, `${importId}.jsonl`);
  return {
    run: (job, tell) => {
      mkdirSync(staging, { recursive: true, mode: 0o700 });
      const reportPath = reportOf(job.importId);
      const { workerPath } = parts;
      return workerPath === null
        ? runHere(parts, job, reportPath, tell)
        : runInThread({ ...parts, workerPath }, job, reportPath, tell);
    },
    items: async function* (importId) {
      const lines = createInterface({ input: createReadStream(reportOf(importId), 'utf8') });
      for await (const line of lines) yield importedItemSchema.parse(JSON.parse(line));
    },
    forget: (importId) => rm(reportOf(importId), { force: true }),
  };
}

const fromThreadSchema = z.union([
  z.object({ news: importNewsSchema }),
  z.object({
    log: z.object({
      level: z.enum(['error', 'warn', 'info', 'debug']),
      text: z.string(),
      reason: z.string(),
    }),
  }),
]);

function runInThread(
  parts: ImportRunnerParts & { readonly workerPath: string },
  job: ImportJob,
  reportPath: string,
  tell: (news: ImportNews) => void,
): RunningImport {
  const { folder, turns, documentWorker, logger } = parts;
  const control = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const wish = new Int32Array(control);
  let hasEnded = false;
  const end = (news: Extract<ImportNews, { kind: 'end' }>): void => {
    if (hasEnded) return;
    hasEnded = true;
    tell(news);
  };
  const worker = new Worker(parts.workerPath, {
    workerData: { job, folder, reportPath, turns, control, documentWorker },
    // What is read was written by others: it may cost this thread its memory, never the process. A batch is young, and gone
    // before it grows old.
    resourceLimits: { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 64 },
    stdout: true,
    stderr: true,
  });
  worker.on('message', (message: unknown) => {
    const data = fromThreadSchema.parse(message);
    if ('log' in data) logger[data.log.level](data.log.text, { reason: data.log.reason });
    else if (data.news.kind === 'end') end(data.news);
    else tell(data.news);
  });
  worker.on('error', (error) => logger.error('the import thread failed', {}, error));
  worker.on('exit', () => end(stoppedEarly));
  const set = (value: 0 | 1 | 2) => () => void Atomics.store(wish, 0, value);
  return { pause: set(1), resume: set(0), cancel: set(2) };
}

const stoppedEarly = {
  kind: 'end',
  wasCancelled: false,
  summary: null,
  stored: null,
  error: appError(
    'import.not-readable',
    'The import stopped: one of the records took more memory than there is. What was stored is whole, and importing again goes on.',
  ),
} as const;

interface Pause {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function runHere(
  parts: ImportRunnerParts,
  job: ImportJob,
  reportPath: string,
  tell: (news: ImportNews) => void,
): RunningImport {
  let isCancelled = false;
  let paused: Pause | null = null;
  const resume = (): void => {
    paused?.resolve();
    paused = null;
  };
  const mayGoOn = async (): Promise<boolean> => {
    await paused?.promise;
    return !isCancelled;
  };
  void import('./workers/import-job').then(({ runImportJob }) =>
    runImportJob({ ...parts, isInThread: false, job, reportPath, mayGoOn, tell }),
  );
  return {
    resume,
    pause: () => (paused ??= createPause()),
    cancel: () => {
      isCancelled = true;
      resume();
    },
  };
}

/** `Promise.withResolvers` is newer than the oldest runtime. */
function createPause(): Pause {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}
