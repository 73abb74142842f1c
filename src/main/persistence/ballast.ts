import { rmSync } from 'node:fs';
import { open, statfs } from 'node:fs/promises';
import { sizeOf } from './data-folder';

/** Kept aside so that a conversation can be deleted on a full disk: a deletion needs room in the log file first. */
const ballastBytes = 16 * 1024 * 1024;
/** It is only laid by while the disk has at least this much left. */
const comfortableBytes = 200 * 1024 * 1024;

/** Lays the ballast by where there is room; a disk that is full already gets none. */
export async function layBallast(path: string, folder: string): Promise<void> {
  if (sizeOf(path) === ballastBytes) return;
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < comfortableBytes) return;
  const file = await open(path, 'w', 0o600);
  try {
    // Real bytes: a sparse file would reserve nothing. Not zeros, which some file systems do not store.
    const block = Buffer.alloc(1024 * 1024, 'parley ballast ');
    for (let written = 0; written < ballastBytes; written += block.length) await file.writeFile(block);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives the ballast back to the disk; false when there was none. */
export function releaseBallast(path: string): boolean {
  if (sizeOf(path) === 0) return false;
  rmSync(path, { force: true });
  return true;
}
