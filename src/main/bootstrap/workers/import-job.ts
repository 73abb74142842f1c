import { hash } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import type { ArchivedConversation } from '#shared/domain/archive';
import type { ImportedItem, ImportNews, ImportStored, ImportSummary } from '#shared/domain/import';
import { AppError, type AppErrorData, appError } from '#shared/errors/app-error';
import { createDocumentReader } from '#main/features/attachments/documents/document-reader';
import { allFormats } from '#main/importers/all-formats';
import { openDropped } from '#main/importers/dropped/open-dropped';
import { runImport, type ImportTarget, type Prepared, type Written } from '#main/importers/run/run-import';
import { findListedModel } from '#main/persistence/archive/find-listed-model';
import { countStored, lookUpArchived } from '#main/persistence/archive/look-up-archived';
import { writeArchived } from '#main/persistence/archive/write-archived';
import { createBlobStore } from '#main/persistence/blobs/blob-store';
import { dataPaths } from '#main/persistence/data-folder';
import type { Database } from '#main/persistence/database';
import { openSecondDatabase } from '#main/persistence/open-second-database';
import { toStorageError } from '#main/persistence/storage-error';
import { secondTurn, type SecondTurn } from '#main/persistence/write-turns';
import type { Clock } from '#main/ports/clock';
import type { ImportJob } from '#main/ports/import-runner';
import type { Logger } from '#main/ports/logger';
import { createAssetKeeper } from './keep-asset';
import { createProgress } from './import-progress';

export interface ImportJobParts {
  readonly job: ImportJob;
  /** The data folder. */
  readonly folder: string;
  /** Where the report goes. */
  readonly reportPath: string;
  readonly turns: SharedArrayBuffer;
  /** Else in the one that draws on and answers everything. */
  readonly isInThread: boolean;
  readonly documentWorker: string | null;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Waits while it is paused; false ends it. */
  readonly mayGoOn: () => boolean | Promise<boolean>;
  readonly tell: (news: ImportNews) => void;
}

/** Of the importers: raised when one reads more than before, so that records are read again. */
const importerVersion = 1;
const stepMs = 8;
/** Most of the room that can be saved, at a third of the time. */
const packLevel = 3;

/** Looks at an export or stores it, on a connection of its own. Never rejects: the last news is `end`. */
export async function runImportJob(parts: ImportJobParts): Promise<void> {
  const { job, folder, clock, turns, tell } = parts;
  const nothing = { wasCancelled: false, summary: null, stored: null };
  try {
    const source = await openDropped(job.path);
    const turn = secondTurn(turns);
    const second = openSecondDatabase(folder, clock, turn);
    const { database } = second;
    const report = openReport(parts.reportPath);
    try {
      const end = await run(parts, { database, turn, source, report });
      await report.end();
      tell({ kind: 'end', ...end, error: null });
    } finally {
      second.close();
      await source.close();
    }
  } catch (error) {
    tell({ kind: 'end', ...nothing, error: toData(error, parts.logger) });
  }
}

interface Opened {
  readonly database: Database;
  readonly turn: SecondTurn;
  readonly source: Awaited<ReturnType<typeof openDropped>>;
  readonly report: Report;
}

async function run(
  parts: ImportJobParts,
  { database, turn, source, report }: Opened,
): Promise<{ wasCancelled: boolean; summary: ImportSummary; stored: ImportStored | null }> {
  const { job, clock, tell } = parts;
  const progress = createProgress(job.total, clock);
  let steppedAt = performance.now();
  const end = await runImport({
    source,
    formats: allFormats,
    target: createTarget(parts, database, turn),
    options: job.options,
    batchMessages: parts.isInThread ? threadBatch : hereBatch,
    now: clock.now(),
    mayGoOn: async () => {
      if (performance.now() - steppedAt > stepMs) {
        // Messages from the main process are heard between two steps.
        await new Promise((resolve) => setImmediate(resolve));
        await report.drained();
        steppedAt = performance.now();
      }
      const before = clock.monotonic();
      const goesOn = await parts.mayGoOn();
      progress.addPause(clock.monotonic() - before);
      return goesOn;
    },
    tell: (item, sum) => {
      report.add(item);
      if (progress.add(item)) tell({ kind: 'progress', progress: progress.now(), summary: sum() });
    },
  });
  const stored = job.options === null ? null : count(database, end.stored);
  return { wasCancelled: end.wasCancelled, summary: end.summary, stored };
}

/** Messages of one transaction; a thread ends one early when the main process wants to write. */
const [threadBatch, hereBatch] = [1_000, 100];

const countBatch = 500;

function count(database: Database, ids: readonly string[]): ImportStored {
  const unique = [...new Set(ids)];
  const stored = { conversations: 0, messages: 0 };
  for (let from = 0; from < unique.length; from += countBatch) {
    const part = countStored(database, unique.slice(from, from + countBatch));
    stored.conversations += part.conversations;
    stored.messages += part.messages;
  }
  return stored;
}

function createTarget(parts: ImportJobParts, database: Database, turn: SecondTurn): ImportTarget {
  const { clock, logger, tell } = parts;
  const paths = dataPaths(parts.folder);
  const blobs = createBlobStore({ paths, clock, logger, canWrite: true, isSecond: true });
  const readDocument = createDocumentReader({ workerPath: parts.documentWorker, logger });
  return {
    ...createAssetKeeper({ blobs, readDocument }),
    lookUp: (conversation) => lookUpArchived(database, conversation),
    pack: (raw) => ({ packed: gzipSync(raw, { level: packLevel }), sha256: hash('sha256', raw) }),
    write: (batch) => {
      const written: (Written | string)[] = [];
      while (written.length < batch.length) {
        const rest = batch.slice(written.length);
        // Each is whole in itself, so that it may end after any of them.
        const last = (index: number): boolean => index === rest.length - 1 || turn.isWanted();
        written.push(...database.write(() => writeUntil(database, rest, last)));
      }
      tell({ kind: 'changed' });
      return written;
    },
  };
}

function writeUntil(
  database: Database,
  batch: readonly Prepared[],
  isLast: (index: number) => boolean,
): readonly (Written | string)[] {
  const written: (Written | string)[] = [];
  for (const [index, prepared] of batch.entries()) {
    written.push(writeOne(database, prepared));
    if (isLast(index)) break;
  }
  return written;
}

/** It goes on with the model that it was held with, as far as a person has that; else with their default. */
const goingOn = (database: Database, conversation: ArchivedConversation): ArchivedConversation =>
  conversation.model !== null || conversation.origin?.app === 'parley'
    ? conversation
    : { ...conversation, model: findListedModel(database, conversation) };

function writeOne(database: Database, { conversation, record }: Prepared): Written | string {
  try {
    return writeArchived(database, goingOn(database, conversation), { ...record, importerVersion });
  } catch (error) {
    // What is wrong with one conversation stays with it; a disk that is full ends the import.
    if (error instanceof AppError && error.data.code.startsWith('storage.')) throw error;
    if (error instanceof AppError) return error.message;
    return 'A value in it is of a kind that cannot be stored.';
  }
}

interface Report {
  add(item: ImportedItem): void;
  /** Waits while the disk is slower than the reading. */
  drained(): Promise<void>;
  end(): Promise<void>;
}

/** One item a line, in the staging folder. */
function openReport(path: string): Report {
  const stream: WriteStream = createWriteStream(path, { mode: 0o600 });
  let failure: Error | null = null;
  stream.on('error', (error) => (failure = error));
  return {
    add: (item) => void stream.write(`${JSON.stringify(item)}\n`),
    drained: async () => {
      if (failure === null && stream.writableNeedDrain) await once(stream, 'drain');
    },
    end: () =>
      new Promise((resolve, reject) => {
        stream.end(() => (failure === null ? resolve() : reject(failure)));
      }),
  };
}

function toData(error: unknown, logger: Logger): AppErrorData {
  const known = toStorageError(error);
  if (known instanceof AppError) return known.data;
  logger.error('an import failed', {}, error);
  return appError('internal', 'The import stopped because of a fault in Parley. What was stored is whole.');
}
