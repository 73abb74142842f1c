import SqliteDatabase from 'better-sqlite3';
import type { FindAnswer, SearchAnswer, SearchRequest } from '#shared/domain/search';
import { busyTimeoutMs } from '../database';
import type { Client } from '../database';
import { storageCodeOf } from '../storage-error';
import { createFindInBranch } from './find-in-branch';
import type { FindInBranch } from './find-in-branch';
import { openIndex, removeIndex, seedIndex } from './index-file';
import { createIntake } from './intake';
import type { Intake } from './intake';
import { createRunQuery } from './run-query';
import type { RunQuery } from './run-query';

export interface SearchFiles {
  /** Path of the database. */
  readonly database: string;
  /** Path of the index. */
  readonly index: string;
  /** Path of an index of the same history, which nobody writes to: a new one begins as a copy of it. */
  readonly seed?: string | undefined;
}

/** The index with its connections, in whatever thread. Everything throws what SQLite throws. */
export interface SearchSession {
  /** Brings the index up to the database for about `ms`. True while there is more to do. */
  work(ms: number): boolean;
  /** The last change that is in the index for good. */
  takenSeq(): number;
  search(request: SearchRequest, now: number): SearchAnswer;
  find(conversationId: string, text: string): FindAnswer;
  /** Writes the log file of the index into it, so that what was deleted leaves the disk. */
  checkpoint(): void;
  close(): void;
}

interface Parts {
  readonly intake: Intake;
  readonly runQuery: RunQuery;
  readonly findInBranch: FindInBranch;
  readonly clients: readonly Client[];
}

/** A read-only connection: what the writing one has not committed is not seen. */
function openReader(path: string): Client {
  const client = new SqliteDatabase(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
  client.pragma('trusted_schema = OFF');
  client.pragma('temp_store = MEMORY');
  client.pragma('cache_size = -16384');
  return client;
}

function openParts({ database, index, seed }: SearchFiles): Parts {
  if (seed !== undefined) seedIndex(seed, index);
  const clients: Client[] = [];
  const keep = (client: Client): Client => {
    clients.push(client);
    return client;
  };
  try {
    const source = keep(openReader(database));
    const writer = keep(openIndex(index, source));
    const reader = keep(openReader(index));
    return {
      intake: createIntake(source, writer),
      runQuery: createRunQuery(source, reader),
      findInBranch: createFindInBranch(source, reader),
      clients,
    };
  } catch (error) {
    closeAll(clients);
    throw error;
  }
}

const closeAll = (clients: readonly Client[]): void => {
  for (const client of clients.toReversed()) client.close();
};

/** A file that is damaged again and again is not the index's fault. */
const maxRenewals = 3;

/** Opened at the first use. An index that turns out to be damaged is thrown away and made again. */
export function createSearchSession(files: SearchFiles): SearchSession {
  let parts: Parts | null = null;
  let renewals = 0;
  let { seed } = files;
  const close = (): void => {
    const open = parts;
    parts = null;
    open?.intake.abandon();
    closeAll(open?.clients ?? []);
  };
  const opened = (): Parts => (parts ??= openParts({ ...files, seed }));
  const guarded = <T>(use: (open: Parts) => T): T => {
    try {
      return use(opened());
    } catch (error) {
      if (storageCodeOf(error) !== 'storage.damaged' || renewals >= maxRenewals) throw error;
      renewals += 1;
      seed = undefined;
      parts = parts === null ? null : discard(parts);
      removeIndex(files.index);
      return use(opened());
    }
  };
  return {
    work: (ms) => guarded(({ intake }) => intake.work(ms)),
    takenSeq: () => guarded(({ intake }) => intake.takenSeq()),
    search: (request, now) =>
      guarded(({ runQuery, intake }) => ({ ...runQuery(request, now), progress: intake.progress() })),
    find: (conversationId, text) => guarded(({ findInBranch }) => findInBranch(conversationId, text)),
    checkpoint: () => void guarded(({ clients }) => clients[1]?.pragma('wal_checkpoint(TRUNCATE)')),
    close,
  };
}

/** Closes what can be closed of a damaged index. */
function discard({ clients }: Parts): null {
  for (const client of clients.toReversed()) {
    try {
      client.close();
    } catch {
      continue; // it is thrown away
    }
  }
  return null;
}
