import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError, appError } from '#shared/errors/app-error';

const sentences: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Free some space or choose another place.',
  EDQUOT: 'There is no room left for you on this disk. Free some space or choose another place.',
  EACCES: 'You may not write there. Choose another folder.',
  EPERM: 'You may not write there. Choose another folder.',
  EROFS: 'This disk is read-only. Choose another place.',
  ENOENT: 'The folder is not there any more. Choose another one.',
  ENOTDIR: 'This is not a folder. Choose another place.',
  EISDIR: 'There is a folder of this name. Choose another name.',
  ENAMETOOLONG: 'The name is too long for this disk. Choose a shorter one.',
  EBUSY: 'The file is in use by another program. Close it there, or choose another name.',
  EFBIG: 'The file is too large for this disk. Choose another place.',
};

/**
 * Writes a file beside its place and moves it there when it is whole and on the disk: a file of that name stays as it was
 * until then. Throws AppError `export.not-written`; what `chunks` throws passes through.
 */
export async function writeFileSafely(
  path: string,
  chunks: AsyncIterable<string | Uint8Array>,
): Promise<void> {
  const temporary = join(dirname(path), `.parley-${randomUUID()}.tmp`);
  try {
    await writeChunks(temporary, chunks);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw toWriteError(cause);
  }
  await syncFolder(dirname(path));
}

/** Pieces are put together before they are written: a document comes in thousands of them. */
const bufferedBytes = 256 * 1024;

/** Writes a new file that only its owner may read, to the disk. Returns its size in bytes. */
export async function writeChunks(
  path: string,
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  let bytes = 0;
  let waiting: Uint8Array[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    if (size === 0) return;
    await file.writeFile(Buffer.concat(waiting));
    bytes += size;
    [waiting, size] = [[], 0];
  };
  try {
    for await (const chunk of chunks) {
      const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      waiting.push(piece);
      size += piece.length;
      if (size >= bufferedBytes) await flush();
    }
    await flush();
    await file.sync();
  } finally {
    await file.close();
  }
  return bytes;
}

/** Makes the new name last; not every system can, and the file is whole without it. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows has no such call.
  }
}

/** What the system says as a sentence; everything else as it is. */
export function toWriteError(cause: unknown): unknown {
  if (!(cause instanceof Error) || !('code' in cause) || typeof cause.code !== 'string') return cause;
  const sentence = sentences[cause.code] ?? 'The file could not be written. Choose another place.';
  return new AppError(appError('export.not-written', sentence));
}
