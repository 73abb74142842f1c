import { copyFileSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from '#main/ports/logger';
import { dataPaths } from './data-folder';
import type { DataPaths } from './data-folder';

/** Null: nothing can be made for a reading; search is not to be had then. */
export function makeReadingFolder(logger: Logger): string | null {
  try {
    return mkdtempSync(join(tmpdir(), 'parley-reading-'));
  } catch (error) {
    logger.warn('no folder could be made for a reading', { reason: String(error) });
    return null;
  }
}

/** Nobody writes to it: the folder does not let us, and the lock is ours where it can be. Null: it cannot be copied. */
export function copyForReading(paths: DataPaths, folder: string, logger: Logger): string | null {
  const { database } = dataPaths(folder);
  try {
    for (const end of ['', '-wal']) {
      const from = `${paths.database}${end}`;
      if (existsSync(from)) copyFileSync(from, `${database}${end}`);
    }
    return database;
  } catch (error) {
    logger.warn('the database could not be copied to be read', { reason: String(error) });
    return null;
  }
}
