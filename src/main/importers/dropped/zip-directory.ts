import type { FileHandle } from 'node:fs/promises';
import { checkedPath } from './entry-path';
import { smallEntryBytes, type SourceLimits } from './limits';
import { damagedArchive, encrypted, inflated, overlapping, tooLarge, tooMany, unsafe } from './refusals';

/** One file of an archive, as its directory describes it (APPNOTE.TXT 4.3.12). */
export interface ZipEntry {
  readonly path: string;
  readonly bytes: number;
  readonly packedBytes: number;
  /** 0: stored, 8: deflate. */
  readonly method: number;
  readonly crc32: number;
  /** Where its local head begins. */
  readonly offset: number;
}

interface Directory {
  readonly offset: number;
  readonly bytes: number;
  readonly count: number;
}

const marks = { end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50, entry: 0x02014b50 };
const endBytes = 22;
const locatorBytes = 20;
const entryBytes = 46;
const localBytes = 30;
const mostComment = 0xffff;

async function readAt(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, from);
  if (bytesRead < length) throw damagedArchive();
  return bytes;
}

const large = (bytes: Buffer, at: number): number => {
  const value = Number(bytes.readBigUInt64LE(at));
  if (!Number.isSafeInteger(value)) throw damagedArchive();
  return value;
};

/** Finds the directory from the end of the file. Throws `import.damaged`. */
async function findDirectory(file: FileHandle, size: number): Promise<Directory> {
  const tailAt = Math.max(0, size - endBytes - mostComment - locatorBytes);
  const tail = await readAt(file, tailAt, size - tailAt);
  for (let at = tail.length - endBytes; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== marks.end) continue;
    if (at + endBytes + tail.readUInt16LE(at + 20) !== tail.length) continue;
    const near = {
      count: tail.readUInt16LE(at + 10),
      bytes: tail.readUInt32LE(at + 12),
      offset: tail.readUInt32LE(at + 16),
    };
    const locator = at - locatorBytes;
    const isLarge = locator >= 0 && tail.readUInt32LE(locator) === marks.locator64;
    return isLarge ? readLargeEnd(file, large(tail, locator + 8)) : near;
  }
  throw damagedArchive();
}

async function readLargeEnd(file: FileHandle, at: number): Promise<Directory> {
  const end = await readAt(file, at, 56);
  if (end.readUInt32LE(0) !== marks.end64) throw damagedArchive();
  return { count: large(end, 32), bytes: large(end, 40), offset: large(end, 48) };
}

/**
 * The files of an archive. All is decided from its directory, before anything is unpacked. Throws `import.damaged`,
 * `import.encrypted`, `import.unsafe`, `import.too-large`.
 */
export async function readZipDirectory(
  file: FileHandle,
  size: number,
  limits: SourceLimits,
): Promise<readonly ZipEntry[]> {
  if (size < endBytes) throw damagedArchive();
  const { offset, bytes, count } = await findDirectory(file, size);
  if (count > limits.mostEntries) throw tooMany(limits.mostEntries);
  if (offset + bytes > size || count * entryBytes > bytes) throw damagedArchive();
  if (bytes > limits.mostNameBytes + count * entryBytes) throw tooMany(limits.mostEntries);
  const directory = await readAt(file, offset, bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    const { entry, next } = readEntry(directory, at);
    if (entry !== null) entries.push(entry);
    at = next;
  }
  checkSizes(entries, limits);
  checkPlaces(entries, offset);
  return onlyFirst(entries);
}

function readEntry(directory: Buffer, at: number): { entry: ZipEntry | null; next: number } {
  if (at + entryBytes > directory.length || directory.readUInt32LE(at) !== marks.entry)
    throw damagedArchive();
  const flags = directory.readUInt16LE(at + 8);
  const method = directory.readUInt16LE(at + 10);
  const nameAt = at + entryBytes;
  const extraAt = nameAt + directory.readUInt16LE(at + 28);
  const commentAt = extraAt + directory.readUInt16LE(at + 30);
  const next = commentAt + directory.readUInt16LE(at + 32);
  if (next > directory.length) throw damagedArchive();
  const name = nameOf(directory.subarray(nameAt, extraAt), (flags & 0x800) !== 0);
  const path = checkedPath(name);
  // Bit 0, strong encryption, a masked directory, and the method that AES uses.
  if ((flags & 0x2041) !== 0 || method === 99) throw encrypted();
  refuseSpecial(name, directory.readUInt16LE(at + 4) >> 8, directory.readUInt32LE(at + 38) >>> 16);
  if (name.endsWith('/') || path === '') return { entry: null, next };
  const sizes = readSizes(directory, at, directory.subarray(extraAt, commentAt));
  return { entry: { path, method, crc32: directory.readUInt32LE(at + 16), ...sizes }, next };
}

/** Older programs write names as their computer does; they are only shown, so that what is no UTF-8 may look odd. */
function nameOf(bytes: Buffer, isUtf8: boolean): string {
  const text = bytes.toString('utf8');
  return isUtf8 || !text.includes('\ufffd') ? text : bytes.toString('latin1');
}

const unix = 3;
const macOs = 19;

/** Only files and folders: a link could lead anywhere, a device could do anything. */
function refuseSpecial(name: string, system: number, mode: number): void {
  const kind = mode & 0xf000;
  const isPlain = kind === 0 || kind === 0x8000 || kind === 0x4000;
  if ((system === unix || system === macOs) && !isPlain) throw unsafe(name, 'a link or a device');
}

/** Sizes beyond 32 bits stand in the extra field 1, those only that are needed, in this order. */
function readSizes(
  directory: Buffer,
  at: number,
  extra: Buffer,
): Pick<ZipEntry, 'bytes' | 'packedBytes' | 'offset'> {
  const near = [
    directory.readUInt32LE(at + 24),
    directory.readUInt32LE(at + 20),
    directory.readUInt32LE(at + 42),
  ];
  let [from, end] = [0, 0];
  for (let field = 0; field + 4 <= extra.length; field += 4 + extra.readUInt16LE(field + 2)) {
    if (extra.readUInt16LE(field) !== 1) continue;
    from = field + 4;
    end = Math.min(extra.length, from + extra.readUInt16LE(field + 2));
    break;
  }
  const [bytes = 0, packedBytes = 0, offset = 0] = near.map((value) => {
    if (value !== 0xffffffff) return value;
    if (from + 8 > end) throw damagedArchive();
    from += 8;
    return large(extra, from - 8);
  });
  return { bytes, packedBytes, offset };
}

function checkSizes(entries: readonly ZipEntry[], limits: SourceLimits): void {
  let total = 0;
  for (const { path, bytes, packedBytes } of entries) {
    if (bytes > smallEntryBytes && bytes > packedBytes * limits.mostRatio) throw inflated(path);
    total += bytes;
  }
  if (total > limits.mostBytes) throw tooLarge();
}

/** Each file has bytes of its own, before the directory. */
function checkPlaces(entries: readonly ZipEntry[], directoryAt: number): void {
  const places = entries.toSorted((a, b) => a.offset - b.offset);
  for (const [index, { offset, packedBytes }] of places.entries()) {
    const end = places[index + 1]?.offset ?? directoryAt;
    if (offset + localBytes + packedBytes > end) {
      throw index + 1 < places.length ? overlapping() : damagedArchive();
    }
  }
}

/** Of two files with one name the first counts. */
function onlyFirst(entries: readonly ZipEntry[]): readonly ZipEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ path }) => !seen.has(path) && seen.add(path).has(path));
}
