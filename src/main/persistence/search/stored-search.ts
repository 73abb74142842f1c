import { existsSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import { findAnswerSchema, searchAnswerSchema } from '#shared/domain/search';
import type { Logger } from '#main/ports/logger';
import type { SearchIndex } from '#main/ports/search-index';
import type { Database } from '../database';
import { toStorageError } from '../storage-error';
import { createLocalEngine, createWorkerEngine, searchStopped } from './search-engines';
import type { SearchEngine } from './search-engines';
import type { SearchCall } from './search-messages';
import type { SearchFiles } from './search-session';

/** Search as the store keeps it. */
export interface StoredSearch extends SearchIndex {
  /** Brings the index up to date when there is something that it has not seen; for an idle moment after the start. */
  begin(): void;
  /** A transaction was committed. */
  changed(): void;
  /** Keeps off its files while the work runs: the thread ends before, and a question waits. */
  paused<T>(work: () => Promise<T>): Promise<T>;
  /** Ends the thread after it has put away what it had; what is left follows at the next start. */
  end(): Promise<void>;
  /** Ends at once. */
  stop(): void;
}

export interface StoredSearchOptions {
  readonly files: SearchFiles;
  readonly database: Database;
  readonly logger: Logger;
  /** The built worker; null searches in this thread. */
  readonly workerPath: string | null;
  readonly canWrite: boolean;
}

/** Changes are taken out of the table some time after the index has them: it costs a transaction. */
const pruneAfterMs = 10_000;
const pruneBatch = 5_000;
/** A thread without a question for this long is ended; what is stored later is looked at when there is some. */
const idleEndMs = 90_000;
const lookAfterMs = 30_000;
/** A thread that ends this soon cannot be started. */
const startMs = 1_000;

/** Removes a part of what the index has taken in but its last row. True while there is more. */
function prune({ client, write }: Database, takenSeq: number): boolean {
  const rows = client.prepare(
    `DELETE FROM search_change WHERE seq < ? AND seq < (SELECT min(seq) FROM search_change) + ${pruneBatch}`,
  );
  return write(() => rows.run(takenSeq).changes) === pruneBatch;
}

interface Pruner {
  readonly taken: (seq: number) => void;
  readonly stop: () => void;
}

function createPruner({ database, logger, canWrite }: StoredSearchOptions): Pruner {
  let takenSeq = 0;
  let isStopped = false;
  let timer: NodeJS.Timeout | null = null;
  const run = async (): Promise<void> => {
    timer = null;
    try {
      while (!isStopped && database.client.open && prune(database, takenSeq)) await setImmediate();
    } catch (error) {
      logger.warn('changes that search has taken in could not be removed', { reason: String(error) });
    }
  };
  return {
    taken: (seq) => {
      takenSeq = seq;
      if (canWrite && !isStopped) timer ??= setTimeout(() => void run(), pruneAfterMs).unref();
    },
    stop: () => {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** The engine while it is needed. */
interface EngineKeeper {
  readonly running: () => SearchEngine;
  readonly current: () => SearchEngine | null;
  readonly end: () => Promise<void>;
}

function createEngineKeeper(options: StoredSearchOptions, onIdle: (seq: number) => void): EngineKeeper {
  const { files, workerPath } = options;
  let engine: SearchEngine | null = null;
  let hasWorkerFailed = false;
  let idle: NodeJS.Timeout | null = null;
  const create = (): SearchEngine => {
    if (workerPath === null || hasWorkerFailed) return createLocalEngine(files, onIdle);
    const startedAt = performance.now();
    const created = createWorkerEngine(workerPath, options, onIdle, () => {
      if (engine !== created) return;
      engine = null;
      hasWorkerFailed = performance.now() - startedAt < startMs;
    });
    return created;
  };
  const end = async (): Promise<void> => {
    if (idle !== null) clearTimeout(idle);
    const ending = engine;
    engine = null;
    await ending?.end();
  };
  return {
    running: () => {
      if (idle !== null) clearTimeout(idle);
      idle = setTimeout(() => void end(), idleEndMs).unref();
      return (engine ??= create());
    },
    current: () => engine,
    end,
  };
}

export function createStoredSearch(options: StoredSearchOptions): StoredSearch {
  const { database, workerPath, files, canWrite } = options;
  const pruner = createPruner(options);
  const keeper = createEngineKeeper(options, pruner.taken);
  let isEnded = false;
  let look: NodeJS.Timeout | null = null;
  let pause: Promise<unknown> | null = null;

  const ask = async <T>(call: SearchCall, schema: z.ZodType<T>): Promise<T> => {
    await pause;
    if (isEnded) throw searchStopped();
    try {
      return schema.parse(await keeper.running().ask(call));
    } catch (error) {
      throw toStorageError(error);
    }
  };
  /** The row of the last change stays, so one row is nothing new. */
  const hasWork = (): boolean =>
    !existsSync(files.index) ||
    database.client.prepare('SELECT count(*) FROM (SELECT 1 FROM search_change LIMIT 2)').pluck().get() === 2;
  const begin = (): void => {
    look = null;
    const isPossible = workerPath !== null && canWrite && !isEnded && pause === null && database.client.open;
    if (isPossible && hasWork()) keeper.running().changed();
  };
  const stopTimers = (): void => {
    isEnded = true;
    pruner.stop();
    if (look !== null) clearTimeout(look);
  };

  return {
    search: (request) => ask({ kind: 'search', request }, searchAnswerSchema),
    find: (conversationId, text) => ask({ kind: 'find', conversationId, text }, findAnswerSchema),
    begin,
    changed: () => {
      const engine = keeper.current();
      if (engine !== null) engine.changed();
      else if (!isEnded) look ??= setTimeout(begin, lookAfterMs).unref();
    },
    paused: async (work) => {
      const run = keeper.end().then(work);
      pause = run.catch(() => undefined).finally(() => (pause = null));
      try {
        return await run;
      } finally {
        await pause;
        begin();
      }
    },
    end: async () => {
      stopTimers();
      await keeper.end();
    },
    stop: () => {
      stopTimers();
      keeper.current()?.stop();
    },
  };
}
