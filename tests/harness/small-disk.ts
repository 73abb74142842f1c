import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './database';

/** Only root may mount; elsewhere these faults are shown by the tests of the error table. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** A folder that is a disk of its own, of so many MiB. */
export function smallDisk(size: number) {
  const folder = temporaryFolder();
  const { path } = folder;
  const others = join(path, 'other-programs');
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}m`, 'tmpfs', path]);
  return {
    path,
    /** Leaves nothing, or so many bytes, but what other files give back. */
    fill(leaving = 0): void {
      const file = openSync(others, 'a');
      for (const bytes of [1_048_576, 4096, 512, 1]) {
        const block = Buffer.alloc(bytes, 7);
        try {
          for (;;) writeSync(file, block);
        } catch {
          continue; // smaller pieces may still fit
        }
      }
      closeSync(file);
      if (leaving > 0) truncateSync(others, statSync(others).size - leaving);
    },
    /** Other programs give their place back. */
    free: () => rmSync(others),
    /** The size at which a disk would be comfortable is larger than this one, so a test lays the ballast by itself. */
    layBallast(mebibytes = 16): void {
      const file = openSync(join(path, 'ballast'), 'w');
      for (let written = 0; written < mebibytes; written += 1)
        writeSync(file, Buffer.alloc(1_048_576, 'ballast '));
      closeSync(file);
    },
    [Symbol.dispose]() {
      execFileSync('umount', ['-l', path]);
      folder[Symbol.dispose]();
    },
  };
}
