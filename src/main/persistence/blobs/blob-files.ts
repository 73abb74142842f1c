import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BlobReading, StoredBlob } from '#main/ports/blob-store';
import { ensurePrivateFolder } from '../data-folder';
import type { DataPaths } from '../data-folder';
import { readPieces } from './blob-source';

const hashPattern = /^[0-9a-f]{64}$/;
export const isBlobHash = (name: string): boolean => hashPattern.test(name);

/** Where blobs that are being written lie; a name that is no hash. */
export const unfinishedFolder = (paths: DataPaths): string => join(paths.blobs, 'unfinished');

export const blobPath = (paths: DataPaths, sha256: string): string =>
  join(paths.blobs, sha256.slice(0, 2), sha256);

/** Writes and hashes pieces. The file is not synced. */
export async function writeHashed(
  pieces: AsyncIterable<Uint8Array>,
  target: FileHandle,
): Promise<StoredBlob> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of pieces) {
    hash.update(piece);
    await target.writeFile(piece);
    bytes += piece.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}

/** Reads a file and compares it with its name. Rejects when the disk does not give its bytes. */
async function examine(path: string, take: (piece: Uint8Array) => void): Promise<BlobReading<unknown>> {
  let file: FileHandle;
  try {
    // Windows has neither flag; undefined counts as 0.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT') return { kind: 'missing' };
    if (code === 'ELOOP' || code === 'ENXIO') return { kind: 'damaged' }; // a link or a socket in its place
    throw error;
  }
  try {
    if (!(await file.stat()).isFile()) return { kind: 'damaged' };
    const hash = createHash('sha256');
    for await (const piece of readPieces(file)) {
      hash.update(piece);
      take(piece);
    }
    return { kind: hash.digest('hex') === basename(path) ? 'found' : 'damaged' };
  } finally {
    await file.close();
  }
}

/** Whether a file holds what its name says, and how much that is. */
export async function checkBlob(path: string): Promise<BlobReading<{ readonly bytes: number }>> {
  let bytes = 0;
  const { kind } = await examine(path, (piece) => (bytes += piece.length));
  return kind === 'found' ? { kind, bytes } : { kind };
}

/** All of a file: the very bytes that were compared with its name. */
export async function readBlob(path: string): Promise<BlobReading<{ readonly content: Uint8Array }>> {
  const pieces: Buffer[] = [];
  const { kind } = await examine(path, (piece) => pieces.push(Buffer.from(piece)));
  return kind === 'found' ? { kind, content: Buffer.concat(pieces) } : { kind };
}

/** Waits until the names in a folder are on the disk. Windows has no such call and does not need it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Gives a finished, synced file its name, and waits until the name is on the disk. */
export async function placeBlob(temporary: string, path: string): Promise<void> {
  const folder = dirname(path);
  const isNewFolder = (await mkdir(folder, { recursive: true, mode: 0o700 })) !== undefined;
  await rename(temporary, path);
  await syncFolder(folder);
  if (isNewFolder) await syncFolder(dirname(folder));
}

/** Moves a damaged file to quarantine/blobs, under a name that is not taken. */
export async function setAside(paths: DataPaths, path: string, now: number): Promise<void> {
  const folder = join(paths.quarantine, 'blobs');
  ensurePrivateFolder(paths.quarantine);
  ensurePrivateFolder(folder);
  const stamp = new Date(now).toISOString().replaceAll(/[-:.]/g, '');
  await rename(path, join(folder, `${basename(path)}-${stamp}-${Math.random().toString(36).slice(2, 8)}`));
  await syncFolder(folder);
  await syncFolder(dirname(path));
}
