import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { AppError } from '#shared/errors/app-error';
import type { Logger } from '#main/ports/logger';
import { storageError } from '../storage-error';
import { answerCall, fromWorkerSchema } from './search-messages';
import type { SearchCall, ToWorker } from './search-messages';
import { createSearchSession } from './search-session';
import type { SearchFiles } from './search-session';

/** Where calls are answered. */
export interface SearchEngine {
  ask(call: SearchCall): Promise<unknown>;
  changed(): void;
  end(): Promise<void>;
  stop(): void;
}

/** Everything up to this change is in the index. */
export type OnIdle = (takenSeq: number) => void;

const sliceMs = 8;
const endLimitMs = 1_500;

/** Answers in the calling thread: where there is no worker, and in tests, which see everything that was stored before. */
export function createLocalEngine(files: SearchFiles, onIdle: OnIdle): SearchEngine {
  const session = createSearchSession(files);
  const stop = (): void => session.close();
  return {
    ask: async (call) => {
      while (session.work(sliceMs)) await setImmediate();
      onIdle(session.takenSeq());
      return answerCall(session, call, Date.now());
    },
    changed: () => undefined,
    end: () => {
      stop();
      return Promise.resolve();
    },
    stop,
  };
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export const searchStopped = (): AppError =>
  new AppError(storageError('storage.failed', 'Search stopped. Try again.'));

export function createWorkerEngine(
  workerPath: string,
  { files, logger }: { readonly files: SearchFiles; readonly logger: Logger },
  onIdle: OnIdle,
  onGone: () => void,
): SearchEngine {
  const worker = new Worker(workerPath, { workerData: files });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const post = (message: ToWorker): void => worker.postMessage(message);
  const gone = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      for (const { reject } of waiting.values()) reject(searchStopped());
      waiting.clear();
      onGone();
      resolve();
    });
  });
  worker.on('message', (data: unknown) => {
    const message = fromWorkerSchema.parse(data);
    if (message.kind === 'idle') onIdle(message.takenSeq);
    else if (message.kind === 'trouble')
      logger.warn('the search index could not be brought up to date', { reason: message.reason });
    else {
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === 'answer') call?.resolve(message.value);
      else {
        logger.error('a search failed', { reason: message.reason });
        call?.reject(message.error === null ? searchStopped() : new AppError(message.error));
      }
    }
  });
  worker.on('error', (error) => logger.error('the search thread failed', {}, error));
  // It must not hold up the end of the process.
  worker.unref();
  return {
    ask: (call) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        post({ kind: 'call', id: lastId, call });
      }),
    changed: () => post({ kind: 'changed' }),
    end: async () => {
      post({ kind: 'close' });
      const limit = setTimeout(() => void worker.terminate(), endLimitMs);
      await gone;
      clearTimeout(limit);
    },
    stop: () => void worker.terminate(),
  };
}
