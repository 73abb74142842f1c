import * as zlib from 'node:zlib';

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function byTable(bytes: Uint8Array, before: number): number {
  let value = ~before >>> 0;
  for (const byte of bytes) value = (value >>> 8) ^ (table[(value ^ byte) & 0xff] ?? 0);
  return ~value >>> 0;
}

const own: unknown = 'crc32' in zlib ? zlib.crc32 : null;

/** The checksum of zip archives over pieces; Node has its own since 20.15, which is faster. */
export const crc32: (bytes: Uint8Array, before: number) => number =
  typeof own === 'function' ? (bytes, before) => zlib.crc32(bytes, before) : byTable;
