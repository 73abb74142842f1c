import { existsSync, rmSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { AppError, appError } from '#shared/errors/app-error';
import type { BlobStore } from '#main/ports/blob-store';
import type { Erased, Eraser, EraseTarget, ErasureTrigger, EverythingCounts } from '#main/ports/eraser';
import type { Logger } from '#main/ports/logger';
import { blobPath } from '../blobs/blob-files';
import { listReferences } from '../blobs/collect-files';
import type { DataPaths } from '../data-folder';
import type { Database } from '../database';
import { assertNotHeld, assertNothingHeld } from '../repositories/holds';
import type { StoredSearch } from '../search/stored-search';
import type { SnapshotKeeper } from '../snapshots/snapshot-keeper';
import { toStorageError } from '../storage-error';
import { canLoadSqliteInWorker } from '../workers/can-load-sqlite';
import { eraseRows, listFilesOf, listUnneededFiles, type ErasedCounts, type ErasedRows } from './erase-rows';
import { readErasure, removeErasure, type ErasureMarker } from './erasure-marker';
import { everythingMarker, markErasure } from './note-everything';
import { rewriteFiles, type Rewritten } from './rewrite-files';

export interface EraserParts {
  readonly database: Database;
  readonly paths: DataPaths;
  readonly logger: Logger;
  readonly snapshots: SnapshotKeeper;
  readonly blobs: BlobStore;
  readonly search: Pick<StoredSearch, 'paused'>;
  /** The built `erasure-worker.js`; null works in the calling thread. */
  readonly erasureWorker: string | null;
}

/** A file is stored before the row that refers to it. */
const attachingMs = 60_000;

const rewrittenSchema = z.object({
  snapshotsRewritten: z.number(),
  snapshotsRemoved: z.number(),
  quarantineRemoved: z.number(),
  isCompacted: z.boolean(),
});

const rowsOf = (target: EraseTarget): ErasedRows =>
  target.type === 'persona'
    ? { conversationIds: [], personaIds: [target.id] }
    : { conversationIds: target.ids, personaIds: [] };

export function createStoredEraser(parts: EraserParts): Eraser {
  const { database, paths } = parts;
  let running: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = running.then(work);
    running = result.catch(() => undefined);
    return result;
  };
  return {
    erase: (target, { trigger = 'person', assertReady } = {}) =>
      inTurn(() => {
        assertReady?.();
        return erase(parts, rowsOf(target), trigger);
      }),
    finish: () =>
      inTurn(async () => {
        const left = readErasure(paths.erasing);
        return left?.what === 'rows' ? erase(parts, left.rows, left.trigger) : null;
      }),
    markEverything(request) {
      database.read(() => assertNothingHeld(database.client, 'not everything can be erased'));
      markErasure(paths, everythingMarker(database.clock.now(), request));
    },
    countEverything: () => database.read(() => countEverything(database)),
  };
}

/** First the note that it is to be done, then the rows, then all that still holds a trace: a kill leaves the note. */
async function erase(parts: EraserParts, asked: ErasedRows, trigger: ErasureTrigger): Promise<Erased> {
  const { database, paths } = parts;
  try {
    const left = readErasure(paths.erasing);
    const { rows, files: before } = withUnended(left, asked);
    database.read(() => assertNotHeld(database.client, rows.conversationIds));
    const own = database.read(() => [
      ...listFilesOf(database.client, JSON.stringify(rows.conversationIds)),
      ...listUnneededFiles(database.client),
    ]);
    const files = joined(before, own);
    const askedAt = left?.askedAt ?? database.clock.now();
    const note: ErasureMarker = { what: 'rows', askedAt, trigger, rows, files };
    // On a full disk there may be no room to say the same again.
    if (JSON.stringify(note) !== JSON.stringify(left)) markErasure(paths, note);
    const young = database.clock.now() - attachingMs;
    const counts = takeRows(parts, () => eraseRows(database.client, rows, young), left);
    const rewritten = await parts.search.paused(() => rewrite(parts, rows));
    const removed = await removeFiles(parts, files);
    if (parts.snapshots.list().length === 0) await takeFreshSnapshot(parts);
    // Meanwhile a note that everything is to go may have taken its place.
    if (rewritten.isCompacted && readErasure(paths.erasing)?.what === 'rows') removeErasure(paths.erasing);
    return { ...rewritten, ...counts, files: removed, what: whatWent(asked, trigger), trigger };
  } catch (error) {
    throw toStorageError(error);
  }
}

const whatWent = ({ personaIds }: ErasedRows, trigger: ErasureTrigger): Erased['what'] =>
  personaIds.length > 0 ? 'persona' : trigger === 'rule' ? 'rule' : 'conversation';

const joined = (first: readonly string[], second: readonly string[]): string[] => [
  ...new Set([...first, ...second]),
];

/** There is one note: what it still says of an erasure before this one is done along with it. */
function withUnended(
  left: ErasureMarker | null,
  asked: ErasedRows,
): { readonly rows: ErasedRows; readonly files: readonly string[] } {
  if (left === null) return { rows: asked, files: [] };
  if (left.what === 'everything') {
    throw new AppError(appError('erasure.refused', 'Everything is to be erased. Restart Parley first.'));
  }
  return {
    rows: {
      conversationIds: joined(left.rows.conversationIds, asked.conversationIds),
      personaIds: joined(left.rows.personaIds, asked.personaIds),
    },
    files: left.files,
  };
}

/** What could not be begun must not be done by a later start: the person was told that it failed. */
function takeRows({ database, paths }: EraserParts, take: () => ErasedCounts, left: ErasureMarker | null) {
  try {
    return database.write(take, { frees: true });
  } catch (error) {
    if (left === null) removeErasure(paths.erasing);
    else markErasure(paths, left);
    throw error;
  }
}

async function rewrite({ paths, erasureWorker, logger }: EraserParts, rows: ErasedRows): Promise<Rewritten> {
  if (erasureWorker === null || !canLoadSqliteInWorker) return rewriteFiles(paths, rows);
  try {
    return await runWorker(erasureWorker, { folder: paths.folder, rows });
  } catch (error) {
    // A thread that cannot run must not mean that something stays.
    logger.error('the erasure worker failed', {}, error);
    return rewriteFiles(paths, rows);
  }
}

function runWorker(workerPath: string, data: unknown): Promise<Rewritten> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerPath, { workerData: data });
    worker.once('message', (report: unknown) => resolve(rewrittenSchema.parse(report)));
    worker.once('error', (error) => reject(error instanceof Error ? error : new Error(String(error))));
    worker.once('exit', () => reject(new Error('The erasure worker ended without an answer')));
  });
}

/** At once, and not after a day: nothing refers to them any more, in no snapshot either. Others that nothing needs go along. */
async function removeFiles(
  { database, paths, blobs }: EraserParts,
  files: readonly string[],
): Promise<number> {
  const needed = database.read(() => listReferences(database.client, paths.snapshots));
  const gone = files.filter((sha256) => !needed.has(sha256) && existsSync(blobPath(paths, sha256)));
  for (const sha256 of gone) rmSync(blobPath(paths, sha256), { force: true });
  const { removed } = await blobs.collect(needed, attachingMs);
  return gone.length + removed;
}

async function takeFreshSnapshot({ snapshots, logger }: EraserParts): Promise<void> {
  try {
    await snapshots.takeIfChanged('daily');
  } catch (error) {
    logger.warn('no snapshot could be taken after an erasure', { reason: String(error) });
  }
}

function countEverything({ client }: Database): EverythingCounts {
  const count = (table: string): number =>
    Number(client.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  return {
    conversations: count('conversation'),
    messages: count('message'),
    personas: count('persona'),
    files: count('file'),
  };
}
