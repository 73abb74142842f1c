import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import type { ImportSource, SourceEntry } from '../import-format';
import { crc32 } from './crc32';
import type { SourceLimits } from './limits';
import { readHead, readRange } from './open-regular';
import { damagedEntry, inflated, unknownMethod } from './refusals';
import { readZipDirectory, type ZipEntry } from './zip-directory';

const localMark = 0x04034b50;
const localBytes = 30;

/** An archive of any size: its directory is in memory, its files are unpacked as they are read. */
export async function openZip(
  file: FileHandle,
  size: number,
  limits: SourceLimits,
): Promise<Pick<ImportSource, 'entries' | 'open' | 'head'>> {
  const entries = await readZipDirectory(file, size, limits);
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const open = ({ path }: SourceEntry): AsyncIterable<Uint8Array> => {
    const entry = byPath.get(path);
    if (entry === undefined) throw damagedEntry(path);
    return unpack(file, entry);
  };
  return { entries, open, head: (entry, bytes) => readHead(open(entry), bytes) };
}

async function* unpack(file: FileHandle, entry: ZipEntry): AsyncIterable<Uint8Array> {
  let [bytes, sum] = [0, 0];
  try {
    for await (const piece of piecesOf(await packed(file, entry), entry)) {
      bytes += piece.length;
      // Its directory promised less: it would never end.
      if (bytes > entry.bytes) throw inflated(entry.path);
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw damagedEntry(entry.path);
    throw error;
  }
  if (bytes !== entry.bytes || sum !== entry.crc32) throw damagedEntry(entry.path);
}

/** Its bytes as they are in the archive: they begin behind the local head, which has a length of its own. */
async function packed(file: FileHandle, entry: ZipEntry): Promise<AsyncIterable<Buffer>> {
  const head = Buffer.alloc(localBytes);
  const { bytesRead } = await file.read(head, 0, localBytes, entry.offset);
  if (bytesRead < localBytes || head.readUInt32LE(0) !== localMark) throw damagedEntry(entry.path);
  const from = entry.offset + localBytes + head.readUInt16LE(26) + head.readUInt16LE(28);
  return readRange(file, from, from + entry.packedBytes);
}

function piecesOf(bytes: AsyncIterable<Buffer>, { method, path }: ZipEntry): AsyncIterable<Uint8Array> {
  if (method === 0) return bytes;
  if (method !== 8) throw unknownMethod(path);
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
  const source = Readable.from(bytes);
  source.on('error', (error) => inflate.destroy(error));
  // Whoever stops reading early must not leave the file being read.
  inflate.on('close', () => source.destroy());
  return source.pipe(inflate);
}
