import type { FileHandle } from 'node:fs/promises';
import { damagedBackup } from './backup-error';
import type { FrameSeal } from './frame-seal';

/** Length of a frame's piece; the highest bit marks the last frame. */
const lastMark = 0x8000_0000;

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  let at = 0;
  while (at < bytes.length) at += (await file.write(bytes, at, bytes.length - at, null)).bytesWritten;
}

export interface FrameWriter {
  write(bytes: Uint8Array): Promise<void>;
  /** Writes the last frame; without it the file is incomplete. */
  end(): Promise<void>;
}

/** Cuts what is written into frames. At most one frame is in memory. */
export function createFrameWriter(file: FileHandle, seal: FrameSeal, frameBytes: number): FrameWriter {
  const pending = Buffer.alloc(frameBytes);
  let [filled, index] = [0, 0];
  const flush = async (isLast: boolean): Promise<void> => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE((isLast ? lastMark : 0) + filled);
    const frame = seal.seal(index, isLast, pending.subarray(0, filled));
    await writeAll(file, Buffer.concat([length, frame]));
    index += 1;
    filled = 0;
  };
  return {
    async write(bytes) {
      for (let at = 0; at < bytes.length;) {
        if (filled === frameBytes) await flush(false);
        const take = Math.min(frameBytes - filled, bytes.length - at);
        pending.set(bytes.subarray(at, at + take), filled);
        filled += take;
        at += take;
      }
    },
    end: () => flush(true),
  };
}

export interface FrameReader {
  /** Exactly so many bytes. Throws AppError `backup.unreadable` when there are fewer. */
  read(bytes: number): Promise<Buffer>;
  /** The same by pieces; each is good until the next is asked for. */
  pieces(bytes: number): AsyncGenerator<Buffer>;
  /** Throws unless everything has been read, the last frame was the last, and nothing is behind it. */
  expectEnd(): Promise<void>;
}

/** Reads on from byte `from`. Nothing is given that was not authenticated, in its order. */
export function createFrameReader(
  file: FileHandle,
  seal: FrameSeal,
  frameBytes: number,
  from: number,
): FrameReader {
  let place = from;
  let piece: Buffer = Buffer.alloc(0);
  let [at, index] = [0, 0];
  let hasEnded = false;

  const readRaw = async (bytes: number): Promise<Buffer> => {
    const buffer = Buffer.allocUnsafe(bytes);
    let filled = 0;
    while (filled < bytes) {
      const { bytesRead } = await file.read(buffer, filled, bytes - filled, place);
      if (bytesRead === 0) throw damagedBackup('it ends too early');
      filled += bytesRead;
      place += bytesRead;
    }
    return buffer;
  };
  const next = async (): Promise<void> => {
    if (hasEnded) throw damagedBackup();
    const word = (await readRaw(4)).readUInt32BE();
    const isLast = word >= lastMark;
    const length = isLast ? word - lastMark : word;
    if (length > frameBytes) throw damagedBackup();
    piece = seal.open(index, isLast, await readRaw(length + seal.overhead));
    at = 0;
    index += 1;
    hasEnded = isLast;
  };
  async function* pieces(bytes: number): AsyncGenerator<Buffer> {
    for (let left = bytes; left > 0;) {
      while (at === piece.length) await next();
      const take = Math.min(left, piece.length - at);
      const from = at;
      at += take;
      left -= take;
      yield piece.subarray(from, from + take);
    }
  }

  return {
    pieces,
    async read(bytes) {
      const found: Buffer[] = [];
      for await (const some of pieces(bytes)) found.push(some);
      return Buffer.concat(found, bytes);
    },
    async expectEnd() {
      while (!hasEnded && at === piece.length) await next();
      const { bytesRead } = await file.read(Buffer.alloc(1), 0, 1, place);
      if (at !== piece.length || !hasEnded || bytesRead > 0) throw damagedBackup();
    },
  };
}
