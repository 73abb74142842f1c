import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { constants, gunzipSync } from 'node:zlib';

/** Everything that a gzip stream holds, wherever in the bytes one begins; also of one that was cut off. */
function inflated(bytes: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = bytes.indexOf('1f8b08', 0, 'hex'); at !== -1; at = bytes.indexOf('1f8b08', at + 1, 'hex')) {
    try {
      found.push(gunzipSync(bytes.subarray(at), { finishFlush: constants.Z_SYNC_FLUSH }));
    } catch {
      // Bytes that only look like the beginning of one, or with others behind it.
      try {
        found.push(gunzipSync(bytes.subarray(at, at + 65_536), { finishFlush: constants.Z_SYNC_FLUSH }));
      } catch {
        continue;
      }
    }
  }
  return found;
}

const encodings = ['utf8', 'utf16le'] as const;

/** Where a word stands in the files under a folder, in any case, as UTF-8 or UTF-16 or in a gzip stream: `path (encoding)`. */
export function findBytes(folder: string, word: string): readonly string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    for (const [how, buffer] of [
      ['', bytes] as const,
      ...inflated(bytes).map((each) => ['gzip, ', each] as const),
    ]) {
      for (const encoding of encodings) {
        const isThere = [word, word.toLowerCase()].some((form) =>
          buffer.includes(Buffer.from(form, encoding)),
        );
        if (isThere) found.push(`${relative(folder, path)} (${how}${encoding})`);
      }
    }
  }
  return found;
}
