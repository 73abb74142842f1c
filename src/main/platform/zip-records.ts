/** One file of an archive that is being written. */
export interface ZipEntry {
  /** With `/` between folders. */
  readonly name: string;
  readonly at: Date;
  /** As it is; else packed by deflate. */
  readonly isStored: boolean;
  readonly bytes: number;
  readonly packedBytes: number;
  readonly crc32: number;
  /** Where its local head begins. */
  readonly offset: number;
}

/** What the comment of an archive says, so that a later export may replace it. */
export const zipComment = 'Made by an export of Parley';

const marks = {
  local: 0x04034b50,
  entry: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator: 0x07064b50,
};
const utf8Names = 0x800;
/** Versions that a reader must know: 2.0 for deflate, 4.5 for large ones. */
const [plain, large] = [20, 45];
const most16 = 0xffff;
const most32 = 0xffffffff;
/** A file that its owner may read and write, as Unix says it. */
const ownersFile = 0o100600 * 0x10000;

/** The head before the bytes of an entry (APPNOTE.TXT 4.3.7). */
export function zipLocalHead(entry: Omit<ZipEntry, 'offset'>): Buffer {
  const isLarge = entry.bytes >= most32 || entry.packedBytes >= most32;
  const extra = isLarge ? largeSizes([entry.bytes, entry.packedBytes]) : Buffer.alloc(0);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(marks.local, 0);
  head.writeUInt16LE(isLarge ? large : plain, 4);
  const name = writeCommon(head, 6, entry, isLarge);
  head.writeUInt16LE(extra.length, 28);
  return Buffer.concat([head, name, extra]);
}

/** The same in the directory (4.3.12). */
export function zipEntryHead(entry: ZipEntry): Buffer {
  const isLarge = entry.bytes >= most32 || entry.packedBytes >= most32;
  const isFar = entry.offset >= most32;
  const beyond = [...(isLarge ? [entry.bytes, entry.packedBytes] : []), ...(isFar ? [entry.offset] : [])];
  const extra = beyond.length === 0 ? Buffer.alloc(0) : largeSizes(beyond);
  const head = Buffer.alloc(46);
  const version = beyond.length > 0 ? large : plain;
  head.writeUInt32LE(marks.entry, 0);
  head.writeUInt16LE(0x300 + version, 4);
  head.writeUInt16LE(version, 6);
  const name = writeCommon(head, 8, entry, isLarge);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE(ownersFile, 38);
  head.writeUInt32LE(isFar ? most32 : entry.offset, 42);
  return Buffer.concat([head, name, extra]);
}

/** From the flags to the length of the name, which both heads have in the same order. Returns the name. */
function writeCommon(head: Buffer, from: number, entry: Omit<ZipEntry, 'offset'>, isLarge: boolean): Buffer {
  const name = Buffer.from(entry.name);
  head.writeUInt16LE(utf8Names, from);
  head.writeUInt16LE(entry.isStored ? 0 : 8, from + 2);
  head.writeUInt32LE(dosTime(entry.at), from + 4);
  head.writeUInt32LE(entry.crc32, from + 8);
  head.writeUInt32LE(isLarge ? most32 : entry.packedBytes, from + 12);
  head.writeUInt32LE(isLarge ? most32 : entry.bytes, from + 16);
  head.writeUInt16LE(name.length, from + 20);
  return name;
}

/** The extra field for what 32 bits do not hold (4.5.3). */
function largeSizes(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  for (const [index, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  return extra;
}

/** What stands after the directory (4.3.14 to 4.3.16). */
export function zipEnd({
  count,
  bytes,
  offset,
}: {
  readonly count: number;
  /** Of the directory. */
  readonly bytes: number;
  /** Where the directory begins. */
  readonly offset: number;
}): Buffer {
  const comment = Buffer.from(zipComment);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(marks.end, 0);
  end.writeUInt16LE(Math.min(count, most16), 8);
  end.writeUInt16LE(Math.min(count, most16), 10);
  end.writeUInt32LE(Math.min(bytes, most32), 12);
  end.writeUInt32LE(Math.min(offset, most32), 16);
  end.writeUInt16LE(comment.length, 20);
  const isLarge = count >= most16 || bytes >= most32 || offset >= most32;
  return Buffer.concat([...(isLarge ? [largeEnd(count, bytes, offset)] : []), end, comment]);
}

function largeEnd(count: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(marks.end64, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(0x300 + large, 12);
  end.writeUInt16LE(large, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(bytes), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(marks.locator, 56);
  end.writeBigUInt64LE(BigInt(offset + bytes), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

/** Local time in steps of two seconds, from 1980 on, date in the upper half. */
function dosTime(at: Date): number {
  const time = (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1);
  const date = (Math.max(0, at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate();
  return date * 0x10000 + time;
}
