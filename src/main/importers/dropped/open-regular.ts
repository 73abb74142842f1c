import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { notAFile, notReadable } from './refusals';

/** Opens a regular file, and nothing else: a pipe would wait, a device may do anything. Throws `import.not-readable`. */
export async function openRegular(
  path: string,
): Promise<{ readonly file: FileHandle; readonly bytes: number }> {
  let file: FileHandle;
  try {
    // Windows has no such flag; undefined counts as 0.
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    throw notReadable();
  }
  const status = await file.stat();
  if (status.isFile()) return { file, bytes: status.size };
  await file.close();
  throw notAFile();
}

const pieceBytes = 256 * 1024;

/** The bytes of a part of a file, in pieces of their own. */
export async function* readRange(file: FileHandle, from: number, to: number): AsyncIterable<Buffer> {
  for (let at = from; at < to;) {
    const piece = Buffer.allocUnsafe(Math.min(pieceBytes, to - at));
    const { bytesRead } = await file.read(piece, 0, piece.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield piece.subarray(0, bytesRead);
  }
}

/** At most so many of the first bytes that come. */
export async function readHead(pieces: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array> {
  const held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    held.push(piece);
    size += piece.length;
    if (size >= most) break;
  }
  return Buffer.concat(held).subarray(0, most);
}
