import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { extractEntry, listZip } from './read-zip.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-zip-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A zip file by the book, with an extra field in each local header and a comment at the end. */
function zipOf(files) {
  const locals = [];
  const directory = [];
  let offset = 0;
  for (const { name, content, isStored = false, mode = 0o644 } of files) {
    const packed = isStored ? content : deflateRawSync(content);
    const common = Buffer.alloc(22);
    common.writeUInt16LE(isStored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    common.copy(local, 4);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    local.writeUInt16LE(4, 28);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    common.copy(entry, 6);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE((0o100000 | mode) * 0x10000, 38);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), Buffer.alloc(4), packed);
    directory.push(entry, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + 4 + packed.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(3, 20);
  return Buffer.concat([...locals, directoryBytes, end, Buffer.from('end')]);
}

const write = (bytes) => {
  const path = join(folder, 'archive.zip');
  writeFileSync(path, bytes);
  return path;
};
const big = Buffer.from('stream '.repeat(500_000));

describe('zip files', () => {
  it('lists files and not folders, and writes them with content and mode', async () => {
    const path = write(
      zipOf([
        { name: 'a/', content: Buffer.alloc(0), isStored: true },
        { name: 'a/run', content: big, mode: 0o755 },
        { name: 'größe.txt', content: Buffer.from('plain'), isStored: true },
        { name: 'empty', content: Buffer.alloc(0), isStored: true },
      ]),
    );
    const entries = listZip(path);
    expect(entries.map(({ name }) => name)).toEqual(['a/run', 'größe.txt', 'empty']);
    let written = 0;
    for (const entry of entries)
      await extractEntry(path, entry, join(folder, 'out', entry.name), (bytes) => (written += bytes));
    expect(readFileSync(join(folder, 'out/a/run')).equals(big)).toBe(true);
    expect(statSync(join(folder, 'out/a/run')).mode & 0o111).toBe(0o111);
    expect(readFileSync(join(folder, 'out/größe.txt'), 'utf8')).toBe('plain');
    expect(statSync(join(folder, 'out/empty')).size).toBe(0);
    expect(written).toBe(big.length + 5);
  });

  it('refuses a damaged entry', async () => {
    const bytes = zipOf([{ name: 'x', content: Buffer.from('content'), isStored: true }]);
    bytes[30 + 1 + 4] ^= 1;
    const path = write(bytes);
    await expect(extractEntry(path, listZip(path)[0], join(folder, 'x'))).rejects.toThrow('damaged');
  });

  it('refuses what is cut off or no zip file', () => {
    const bytes = zipOf([{ name: 'x', content: Buffer.from('content') }]);
    expect(() => listZip(write(bytes.subarray(0, bytes.length - 10)))).toThrow();
    expect(() => listZip(write(Buffer.from('something else entirely, but long enough')))).toThrow(
      'not a zip file',
    );
  });
});
