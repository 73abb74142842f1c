import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { BlobRefusal, BlobSource } from '#main/ports/blob-store';

/** Hashed and written by pieces of this size, so that a large file never holds up the thread. */
export const pieceBytes = 256 * 1024;

/** What was to be stored cannot be: nothing is wrong with the disk that stores. */
export class RefusedSource extends Error {
  override readonly name = 'RefusedSource';
  readonly refusal: BlobRefusal;

  constructor(refusal: BlobRefusal, cause?: unknown) {
    super(refusal, { cause });
    this.refusal = refusal;
  }
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  // Copied: the caller may write to its bytes while a piece is on its way.
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.slice(at, at + pieceBytes);
}

const absent: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR']);

async function orRefuse<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && absent.has(error.code);
    throw new RefusedSource(isAbsent ? 'not-found' : 'not-readable', error);
  }
}

/** The bytes of an open file by pieces; the buffer is used again for the next one. */
export async function* readPieces(file: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(pieceBytes);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, pieceBytes, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* readChosenFile(path: string, maxBytes: number): AsyncGenerator<Uint8Array> {
  // Looked at before it is opened: a named pipe would wait for its writer, a device may do anything.
  if (!(await orRefuse(stat(path))).isFile()) throw new RefusedSource('not-a-file');
  const file = await orRefuse(open(path, constants.O_RDONLY | constants.O_NONBLOCK));
  try {
    const status = await orRefuse(file.stat());
    if (!status.isFile()) throw new RefusedSource('not-a-file');
    if (status.size > maxBytes) throw new RefusedSource('too-large');
    const pieces = readPieces(file);
    for (;;) {
      const piece = await orRefuse(pieces.next());
      if (piece.done === true) return;
      yield piece.value;
    }
  } finally {
    await file.close();
  }
}

/** What is to be stored, by pieces. Throws RefusedSource, also when it grows past `maxBytes` while it is read. */
export async function* readSource(source: BlobSource, maxBytes: number): AsyncGenerator<Uint8Array> {
  const pieces = 'bytes' in source ? piecesOf(source.bytes) : readChosenFile(source.path, maxBytes);
  let bytes = 'bytes' in source ? source.bytes.length : 0;
  if (bytes > maxBytes) throw new RefusedSource('too-large');
  for await (const piece of pieces) {
    if (!('bytes' in source)) bytes += piece.length;
    if (bytes > maxBytes) throw new RefusedSource('too-large');
    yield piece;
  }
}
