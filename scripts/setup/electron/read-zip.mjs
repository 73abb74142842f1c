// A streaming reader of zip files (no zip64, no encryption): only the wanted entries are inflated, each checked by its CRC.
import {
  closeSync,
  createReadStream,
  createWriteStream,
  mkdirSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';

const endOfDirectory = { signature: 0x06054b50, size: 22, longestComment: 0xffff };
const directoryEntry = { signature: 0x02014b50, size: 46 };
const localHeader = { signature: 0x04034b50, size: 30 };
const stored = 0;
const deflated = 8;

/** The files of the archive (folders are left out): `{ name, method, crc, packed, size, mode, offset }`. */
export function listZip(path) {
  const length = statSync(path).size;
  const file = openSync(path, 'r');
  try {
    const tail = readAt(
      file,
      Math.max(0, length - endOfDirectory.size - endOfDirectory.longestComment),
      length,
    );
    const end = findEnd(tail);
    const start = tail.readUInt32LE(end + 16);
    return parseDirectory(
      readAt(file, start, start + tail.readUInt32LE(end + 12)),
      tail.readUInt16LE(end + 10),
    );
  } finally {
    closeSync(file);
  }
}

function findEnd(tail) {
  for (let at = tail.length - endOfDirectory.size; at >= 0; at -= 1)
    if (tail.readUInt32LE(at) === endOfDirectory.signature) return at;
  throw new Error('not a zip file, or cut off');
}

function parseDirectory(bytes, count) {
  const entries = [];
  for (let at = 0, read = 0; read < count; read += 1) {
    if (bytes.readUInt32LE(at) !== directoryEntry.signature) throw new Error('the zip directory is damaged');
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + directoryEntry.size, at + directoryEntry.size + nameLength);
    if (!name.endsWith('/'))
      entries.push({
        name,
        method: bytes.readUInt16LE(at + 10),
        crc: bytes.readUInt32LE(at + 16),
        packed: bytes.readUInt32LE(at + 20),
        size: bytes.readUInt32LE(at + 24),
        mode: (bytes.readUInt32LE(at + 38) >>> 16) & 0o777,
        offset: bytes.readUInt32LE(at + 42),
      });
    at += directoryEntry.size + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Writes one entry to `target`; `onBytes` hears of each piece written. */
export async function extractEntry(path, entry, target, onBytes = () => {}) {
  if (entry.method !== stored && entry.method !== deflated)
    throw new Error(`${entry.name}: unknown compression ${entry.method}`);
  mkdirSync(dirname(target), { recursive: true });
  const out = createWriteStream(target, { mode: entry.mode || 0o644 });
  let crc = 0;
  const check = new Transform({
    transform(bytes, _encoding, next) {
      crc = crc32(bytes, crc);
      onBytes(bytes.length);
      next(null, bytes);
    },
  });
  const unpack = entry.method === deflated ? createInflateRaw() : new PassThrough();
  await pipeline(packedBytes(path, entry), unpack, check, out);
  if (crc !== entry.crc) throw new Error(`${entry.name} is damaged in the zip file`);
}

function packedBytes(path, { offset, packed }) {
  const file = openSync(path, 'r');
  let header;
  try {
    header = readAt(file, offset, offset + localHeader.size);
  } finally {
    closeSync(file);
  }
  if (header.readUInt32LE(0) !== localHeader.signature) throw new Error('a zip entry is damaged');
  const start = offset + localHeader.size + header.readUInt16LE(26) + header.readUInt16LE(28);
  if (packed === 0) {
    const nothing = new PassThrough();
    nothing.end();
    return nothing;
  }
  return createReadStream(path, { start, end: start + packed - 1, highWaterMark: 1 << 20 });
}

function readAt(file, start, end) {
  const bytes = Buffer.alloc(end - start);
  const got = readSync(file, bytes, 0, bytes.length, start);
  if (got !== bytes.length) throw new Error('the zip file is cut off');
  return bytes;
}
