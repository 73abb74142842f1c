import { randomUUID } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import { open, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/errors/app-error';
import { fail, ok } from '#shared/kernel/result';
import type { Result } from '#shared/kernel/result';
import type {
  BlobReading,
  BlobRefusal,
  BlobSource,
  BlobStore,
  CollectedBlobs,
  OpenBlob,
  StoredBlob,
} from '#main/ports/blob-store';
import type { Clock } from '#main/ports/clock';
import type { Logger } from '#main/ports/logger';
import { ensurePrivateFolder } from '../data-folder';
import type { DataPaths } from '../data-folder';
import { storageError, toStorageError } from '../storage-error';
import {
  blobPath,
  checkBlob,
  isBlobHash,
  placeBlob,
  readBlob,
  setAside,
  unfinishedFolder,
  writeHashed,
} from './blob-files';
import { readSource, RefusedSource } from './blob-source';
import { createOneAtATime } from './one-at-a-time';
import type { OneAtATime } from './one-at-a-time';

export interface BlobStoreParts {
  readonly paths: DataPaths;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Only who holds the lock of the data folder writes. */
  readonly canWrite: boolean;
  /** Of a thread that stores files beside the main process: what is unfinished may be of that. */
  readonly isSecond?: boolean;
}

interface Blobs extends BlobStoreParts {
  /** What changes the file of a hash waits for what changes it now. */
  readonly alone: OneAtATime;
}

export function createBlobStore(parts: BlobStoreParts): BlobStore {
  const blobs = { ...parts, alone: createOneAtATime() };
  if (parts.canWrite && parts.isSecond !== true) dropUnfinished(parts);
  const guarded = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw asStorageError(error);
    }
  };
  return {
    put: (source, { maxBytes }) => guarded(put(blobs, source, maxBytes)),
    read: (sha256) => guarded(look(blobs, sha256, readBlob)),
    open: (sha256) => guarded(openBlob(blobs, sha256)),
    collect: (referenced, olderThanMs) => guarded(collect(blobs, new Set(referenced), olderThanMs)),
  };
}

/** What the system says without a meaning of its own (too many open files, a folder in the place of a file) is a failure too. */
function asStorageError(error: unknown): unknown {
  const mapped = toStorageError(error);
  if (mapped instanceof AppError || !(error instanceof Error && 'code' in error)) return mapped;
  const failed = new AppError(storageError('storage.failed'));
  failed.cause = error;
  return failed;
}

/** What a process that was killed had begun. */
function dropUnfinished({ paths, logger }: BlobStoreParts): void {
  try {
    rmSync(unfinishedFolder(paths), { recursive: true, force: true });
  } catch (error) {
    logger.warn('unfinished files could not be removed', { reason: String(error) });
  }
}

function refuseIfReading({ canWrite }: Blobs): void {
  if (!canWrite) throw new AppError(storageError('storage.read-only'));
}

async function put(
  blobs: Blobs,
  source: BlobSource,
  maxBytes: number,
): Promise<Result<StoredBlob, BlobRefusal>> {
  refuseIfReading(blobs);
  const { paths, clock, alone } = blobs;
  const unfinished = unfinishedFolder(paths);
  ensurePrivateFolder(paths.blobs);
  ensurePrivateFolder(unfinished);
  const temporary = join(unfinished, randomUUID());
  try {
    const target = await open(temporary, 'wx', 0o600);
    let blob: StoredBlob;
    try {
      blob = await writeHashed(readSource(source, maxBytes), target);
      const seconds = clock.now() / 1000; // its age is told by our clock
      await target.utimes(seconds, seconds);
      await target.sync();
    } finally {
      await target.close();
    }
    await alone(blob.sha256, () => settle(blobs, blob.sha256, temporary));
    return ok(blob);
  } catch (error) {
    if (error instanceof RefusedSource) return fail(error.refusal);
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** What is there already is read before it is trusted; when the disk has changed it, the new file takes its place. */
async function settle(blobs: Blobs, sha256: string, temporary: string): Promise<void> {
  const { paths, clock, logger } = blobs;
  const path = blobPath(paths, sha256);
  const { kind } = await checkBlob(path);
  if (kind === 'found') {
    const seconds = clock.now() / 1000;
    await utimes(path, seconds, seconds);
    return;
  }
  if (kind === 'damaged') {
    logger.warn('a stored file was damaged and is stored anew', { sha256 });
    await setAside(paths, path, clock.now());
  }
  await placeBlob(temporary, path);
}

/** Looks twice before it sets a file aside: a disk that failed once may give the right bytes the next moment. */
async function look<T>(
  blobs: Blobs,
  sha256: string,
  lookAt: (path: string) => Promise<BlobReading<T>>,
): Promise<BlobReading<T>> {
  const { paths, clock, logger, canWrite } = blobs;
  if (!isBlobHash(sha256)) return { kind: 'missing' };
  const path = blobPath(paths, sha256);
  const first = await lookAt(path);
  if (first.kind !== 'damaged') return first;
  return blobs.alone(sha256, async () => {
    const second = await lookAt(path);
    if (second.kind !== 'damaged') return second;
    logger.warn('a stored file is damaged', { sha256 });
    if (canWrite) await setAside(paths, path, clock.now());
    return second;
  });
}

async function openBlob(blobs: Blobs, sha256: string): Promise<BlobReading<OpenBlob>> {
  const checked = await look(blobs, sha256, checkBlob);
  if (checked.kind !== 'found') return checked;
  const path = blobPath(blobs.paths, sha256);
  return { ...checked, stream: (range) => createReadStream(path, range ?? {}) };
}

async function collect(
  blobs: Blobs,
  referenced: ReadonlySet<string>,
  olderThanMs: number,
): Promise<CollectedBlobs> {
  refuseIfReading(blobs);
  let [removed, bytes] = [0, 0];
  for (const sha256 of await listBlobs(blobs)) {
    if (referenced.has(sha256)) continue;
    const size = await blobs.alone(sha256, () => removeIfOlder(blobs, sha256, olderThanMs));
    if (size === null) continue;
    removed += 1;
    bytes += size;
  }
  return { removed, bytes };
}

/** Null: it stays. Its size where it went. */
async function removeIfOlder(
  { paths, clock }: Blobs,
  sha256: string,
  olderThanMs: number,
): Promise<number | null> {
  const path = blobPath(paths, sha256);
  const { size, mtimeMs } = await stat(path);
  if (clock.now() - mtimeMs <= olderThanMs) return null;
  await rm(path);
  return size;
}

/** Names that are no hash are somebody else's. */
async function listBlobs({ paths }: Blobs): Promise<readonly string[]> {
  const found: string[] = [];
  for (const folder of await namesIn(paths.blobs)) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    const names = await namesIn(join(paths.blobs, folder));
    found.push(...names.filter((name) => isBlobHash(name) && name.startsWith(folder)));
  }
  return found;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
