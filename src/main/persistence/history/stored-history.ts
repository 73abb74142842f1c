import { Worker } from 'node:worker_threads';
import { contract, type OutputOf } from '#shared/contracts/index';
import { AppError } from '#shared/errors/app-error';
import type { HistoryReader } from '#main/ports/history-reader';
import type { Logger } from '#main/ports/logger';
import { storageError, toStorageError } from '../storage-error';
import { answerHistory, fromHistoryWorkerSchema, type HistoryCall } from './history-messages';
import { createHistorySession, type HistorySession } from './history-session';

export interface StoredHistory extends HistoryReader {
  /** Ends the thread; what it knew is read again when it is asked for. */
  stop(): void;
}

export interface StoredHistoryOptions {
  readonly database: string;
  /** The built worker; null reads in this thread. */
  readonly workerPath: string | null;
  readonly logger: Logger;
}

/** A thread that ends this soon cannot be started: the history is read in this one. */
const startMs = 1_000;
/** Without a question for this long, what is in memory is given free. */
const idleEndMs = 300_000;

interface Engine {
  ask(call: HistoryCall): Promise<unknown>;
  stop(): void;
}

const stopped = (): AppError =>
  new AppError(storageError('storage.failed', 'Reading the history stopped. Try again.'));

/** In this thread, and only after everything was read: for tests. */
function createLocalEngine(database: string): Engine {
  let session: HistorySession | null = null;
  return {
    ask: (call) => {
      session ??= createHistorySession(database);
      while (session.work(1_000));
      return Promise.resolve(answerHistory(session, call));
    },
    stop: () => session?.close(),
  };
}

function createWorkerEngine(
  { database, logger }: StoredHistoryOptions,
  workerPath: string,
  onGone: () => void,
): Engine {
  const worker = new Worker(workerPath, { workerData: { database } });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  worker.on('message', (data: unknown) => {
    const { id, value, error, reason } = fromHistoryWorkerSchema.parse(data);
    const call = waiting.get(id);
    waiting.delete(id);
    if (reason === null) {
      call?.resolve(value);
      return;
    }
    logger.error('the history could not be read', { reason });
    call?.reject(error === null ? stopped() : new AppError(error));
  });
  worker.on('error', (error) => logger.error('the thread of the history failed', {}, error));
  worker.once('exit', () => {
    for (const { reject } of waiting.values()) reject(stopped());
    waiting.clear();
    onGone();
  });
  // It must not hold up the end of the process.
  worker.unref();
  return {
    ask: (call) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        worker.postMessage({ id: lastId, call });
      }),
    stop: () => void worker.terminate(),
  };
}

/** Starts its thread at the first question, and ends it when nobody has asked for some time. */
export function createStoredHistory(options: StoredHistoryOptions): StoredHistory {
  const { database, workerPath } = options;
  let engine: Engine | null = null;
  let idle: NodeJS.Timeout | null = null;
  let isEnded = false;
  let hasWorkerFailed = false;
  const stop = (): void => {
    if (idle !== null) clearTimeout(idle);
    const ending = engine;
    engine = null;
    ending?.stop();
  };
  const running = (): Engine => {
    if (idle !== null) clearTimeout(idle);
    idle = setTimeout(stop, idleEndMs).unref();
    if (engine !== null) return engine;
    if (workerPath === null || hasWorkerFailed) return (engine = createLocalEngine(database));
    const startedAt = performance.now();
    const created: Engine = createWorkerEngine(options, workerPath, () => {
      if (engine !== created) return;
      engine = null;
      hasWorkerFailed = performance.now() - startedAt < startMs;
    });
    return (engine = created);
  };
  const ask = async <R extends 'summary' | 'sections' | 'entries' | 'onThisDay' | 'starred'>(
    route: R,
    call: HistoryCall,
  ): Promise<OutputOf<`history.${R}`>> => {
    if (isEnded) throw stopped();
    try {
      const answer = await running().ask(call);
      return contract[`history.${route}`].output.parse(answer) as OutputOf<`history.${R}`>;
    } catch (error) {
      throw toStorageError(error);
    }
  };
  return {
    summary: () => ask('summary', { kind: 'summary' }),
    sections: (input) => ask('sections', { kind: 'sections', input }),
    entries: (input) => ask('entries', { kind: 'entries', input }),
    onThisDay: (input) => ask('onThisDay', { kind: 'onThisDay', input }),
    starred: (input) => ask('starred', { kind: 'starred', input }),
    stop: () => {
      isEnded = true;
      stop();
    },
  };
}
