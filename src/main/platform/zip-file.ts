import { randomUUID } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createDeflateRaw, crc32, deflateRawSync } from 'node:zlib';
import { zipEnd, zipEntryHead, zipLocalHead, type ZipEntry } from './zip-records';

type Chunks = AsyncIterable<string | Uint8Array>;

/** A zip archive that is being written. After a failure it can only be discarded. */
export interface ZipFile {
  /** Adds a file; `name` has `/` between folders and is not there yet. May be called while another one is being added. Its size in bytes. */
  add(name: string, chunks: Chunks): Promise<number>;
  /** Writes the directory; the file is on the disk then. Its size in bytes. */
  end(): Promise<number>;
  /** Closes and removes it. */
  discard(): Promise<void>;
}

/** What is smaller is packed at once, which is faster than a stream. */
const smallBytes = 64 * 1024;
/** What an entry may hold in memory, packed, before it goes to a file of its own. */
const heldBytes = 4 * 1024 * 1024;
/** Entries are written together: there may be a hundred thousand small ones. */
const bufferedBytes = 1024 * 1024;
/** Kinds that are packed in themselves. */
const packedEnding = /\.(?:png|jpe?g|webp|gif|avif|heic|mp3|m4a|mp4|mov|pdf|docx|xlsx|pptx|zip|gz)$/iu;

/**
 * Writes an archive file by file, in memory that does not grow with them; an entry that does not fit into it waits in a
 * file beside the archive. Beyond 4 GB or 65,535 entries it is in the form for large ones (zip64). Fails as the disk does.
 */
export async function createZipFile(path: string): Promise<ZipFile> {
  const writer = createWriter(await open(path, 'wx', 0o600));
  const entries: ZipEntry[] = [];
  const at = new Date();
  const close = async (): Promise<void> => {
    await writer.close().catch(() => undefined);
  };
  return {
    async add(name, chunks) {
      const isStored = packedEnding.test(name);
      const body = createBody(path);
      try {
        const sizes = await pack(chunks, isStored, body);
        const entry = {
          name,
          at,
          isStored: isStored || sizes.bytes === 0,
          ...sizes,
          packedBytes: body.bytes(),
        };
        const head = zipLocalHead(entry);
        const offset = await writer.append(head.length + entry.packedBytes, [head], body.read());
        entries.push({ ...entry, offset });
        return sizes.bytes;
      } finally {
        await body.discard();
      }
    },
    async end() {
      const heads = entries.map(zipEntryHead);
      const bytes = heads.reduce((sum, { length }) => sum + length, 0);
      const offset = await writer.append(bytes, heads);
      const last = zipEnd({ count: entries.length, bytes, offset });
      await writer.append(last.length, [last]);
      const size = await writer.end();
      await close();
      return size;
    },
    async discard() {
      await close();
      await rm(path, { force: true }).catch(() => undefined);
    },
  };
}

/** Gives each piece a place of its own and writes them in that order. */
function createWriter(file: FileHandle) {
  let [size, waiting, waitingBytes]: [number, Uint8Array[], number] = [0, [], 0];
  let last: Promise<unknown> = Promise.resolve();
  const flush = async (): Promise<void> => {
    const bytes = Buffer.concat(waiting);
    [waiting, waitingBytes] = [[], 0];
    await file.writeFile(bytes);
  };
  const write = async (pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> => {
    for await (const piece of pieces) {
      waiting.push(piece);
      waitingBytes += piece.length;
      if (waitingBytes >= bufferedBytes) await flush();
    }
  };
  return {
    /** Where the pieces begin; `bytes` is their length together. */
    append: async (
      bytes: number,
      pieces: Iterable<Uint8Array>,
      body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> = [],
    ): Promise<number> => {
      const offset = size;
      size += bytes;
      const written = last.then(async () => {
        await write(pieces);
        await write(body);
      });
      last = written.catch(() => undefined);
      await written;
      return offset;
    },
    end: async (): Promise<number> => {
      await flush();
      await file.sync();
      return size;
    },
    close: () => file.close(),
  };
}

/** The packed bytes of one entry, in memory or in a file of their own. */
function createBody(path: string) {
  const spillPath = `${path}.${randomUUID()}`;
  let [held, size]: [Uint8Array[], number] = [[], 0];
  let spill: FileHandle | null = null;
  return {
    bytes: () => size,
    add: async (piece: Uint8Array): Promise<void> => {
      held.push(piece);
      size += piece.length;
      if (size <= heldBytes) return;
      spill ??= await open(spillPath, 'wx+', 0o600);
      await spill.writeFile(Buffer.concat(held));
      held = [];
    },
    async *read(): AsyncGenerator<Uint8Array, void, undefined> {
      if (spill !== null) {
        for (let from = 0; ;) {
          const { bytesRead, buffer } = await spill.read(Buffer.alloc(bufferedBytes), 0, bufferedBytes, from);
          if (bytesRead === 0) break;
          yield buffer.subarray(0, bytesRead);
          from += bytesRead;
        }
      }
      yield* held;
    },
    discard: async (): Promise<void> => {
      if (spill === null) return;
      await spill.close().catch(() => undefined);
      await rm(spillPath, { force: true }).catch(() => undefined);
    },
  };
}

type Body = ReturnType<typeof createBody>;

async function pack(
  chunks: Chunks,
  isStored: boolean,
  body: Body,
): Promise<{ bytes: number; crc32: number }> {
  let [bytes, sum] = [0, 0];
  const gathered = gather(chunks, (piece) => {
    bytes += piece.length;
    sum = crc32(piece, sum);
  });
  const first = await gathered.next();
  if (first.done === true) return { bytes, crc32: sum };
  const rest = resumed(first.value, gathered);
  if (isStored) for await (const piece of rest) await body.add(piece);
  else if (first.value.length < smallBytes) await body.add(deflateRawSync(first.value));
  else {
    await pipeline(rest, createDeflateRaw(), async (packed: AsyncIterable<Uint8Array>) => {
      for await (const piece of packed) await body.add(piece);
    });
  }
  return { bytes, crc32: sum };
}

/** Pieces of at least `smallBytes`, but for the last one; none when there is nothing. */
async function* gather(
  chunks: Chunks,
  onPiece: (piece: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  let [waiting, size]: [Uint8Array[], number] = [[], 0];
  const take = (): Uint8Array => {
    const piece = Buffer.concat(waiting);
    [waiting, size] = [[], 0];
    onPiece(piece);
    return piece;
  };
  for await (const chunk of chunks) {
    const piece = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    waiting.push(piece);
    size += piece.length;
    if (size >= smallBytes) yield take();
  }
  if (size > 0) yield take();
}

async function* resumed(
  first: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield first;
  yield* rest;
}
