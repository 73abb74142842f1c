import { closeSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { sizeOf } from './data-folder';

/** Kept aside so that a conversation can be deleted on a full disk: a deletion needs room in the log file first. */
const ballastBytes = 16 * 1024 * 1024;
/** It is only laid by while the disk has at least this much left. */
const comfortableBytes = 200 * 1024 * 1024;

/** Lays the ballast by where there is room; a disk that is full already gets none. */
export function layBallast(path: string, folder: string): void {
  if (sizeOf(path) === ballastBytes) return;
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < comfortableBytes) return;
  const file = openSync(path, 'w', 0o600);
  try {
    // Real bytes: a sparse file would reserve nothing. Not zeros, which some file systems do not store.
    const block = Buffer.alloc(1024 * 1024, 'parley ballast ');
    for (let written = 0; written < ballastBytes; written += block.length) writeSync(file, block);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Gives the ballast back to the disk; false when there was none. */
export function releaseBallast(path: string): boolean {
  if (sizeOf(path) === 0) return false;
  rmSync(path, { force: true });
  return true;
}
