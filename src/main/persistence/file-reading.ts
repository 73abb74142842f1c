import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const blockBytes = 1024 * 1024;
/** Larger files are not read whole for this: it would hold up whoever waits. */
const mostBytes = 200 * 1024 * 1024;

/** What a disk or a share says that does not give its bytes; anything else is about the file. */
const diskTroubles: ReadonlySet<unknown> = new Set(['EIO', 'ENXIO', 'ESTALE', 'ETIMEDOUT']);

/**
 * Whether the disk gives a file's bytes. SQLite says `SQLITE_CORRUPT` for a page that could not be read as well as for one
 * that holds nonsense; a file is only taken for damaged when this is true. Of a file that is not there, nothing is kept back.
 */
export function isReadable(path: string): boolean {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const size = Math.min(fstatSync(file).size, mostBytes);
    const block = Buffer.alloc(blockBytes);
    for (let at = 0; at < size; at += blockBytes) readSync(file, block, 0, blockBytes, at);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && diskTroubles.has(error.code));
  } finally {
    if (file !== null) closeSync(file);
  }
}
