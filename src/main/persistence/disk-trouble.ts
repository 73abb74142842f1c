import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const blockBytes = 1024 * 1024;
/** Larger files are not read whole for this: it would hold up whoever waits. */
const mostBytes = 200 * 1024 * 1024;

/** What a disk or a share says that does not give its bytes; anything else is about the file. */
const codes: ReadonlySet<unknown> = new Set(['EIO', 'ENXIO', 'ESTALE', 'ETIMEDOUT']);

/**
 * What the disk says when it does not give the bytes of one of these files; null when it gives all of them. SQLite says
 * `SQLITE_CORRUPT` for a page that could not be read as well as for one that holds nonsense: only the second is damage.
 */
export function findDiskTrouble(paths: readonly string[]): Error | null {
  for (const path of paths) {
    try {
      readThrough(path);
    } catch (error) {
      if (error instanceof Error && 'code' in error && codes.has(error.code)) return error;
    }
  }
  return null;
}

function readThrough(path: string): void {
  const file = openSync(path, 'r');
  try {
    const size = Math.min(fstatSync(file).size, mostBytes);
    const block = Buffer.alloc(blockBytes);
    for (let at = 0; at < size; at += blockBytes) readSync(file, block, 0, blockBytes, at);
  } finally {
    closeSync(file);
  }
}
