import { copyFileSync, constants, existsSync, linkSync, rmSync } from 'node:fs';
import type { Logger } from '#main/ports/logger';
import { databaseFiles, sizeOf } from '../data-folder';

export interface Borrowing {
  /** The database that is to be read. */
  readonly source: string;
  /** Where it appears; in a folder of our own. */
  readonly place: string;
  readonly logger: Logger;
}

/**
 * Makes a database of somebody else's folder readable in a folder of our own. SQLite puts `-wal` and `-shm` beside the
 * name by which a database is opened, also for reading: under a second name for the same file they lie in our folder, and
 * nothing is written in the other. Where there can be no second name (another disk, a read-only medium), it is a copy.
 * The caller sees to it that nobody writes to the database.
 */
export function borrowDatabase({ source, place, logger }: Borrowing): void {
  dropBorrowed(place);
  try {
    linkSync(source, place);
  } catch (error) {
    logger.info('the database is copied to be read', { reason: String(error) });
    copyShared(source, place);
  }
  copyLog(source, place);
}

/** A copy of its own, for what has to be changed before it can be read. Costs no space where the file system can share it. */
export function copyDatabase({ source, place }: Borrowing): void {
  dropBorrowed(place);
  copyShared(source, place);
  copyLog(source, place);
}

const copyShared = (from: string, to: string): void => copyFileSync(from, to, constants.COPYFILE_FICLONE);

/** What a crash left in the log belongs to the database. */
function copyLog(source: string, place: string): void {
  if (existsSync(`${source}-wal`) && sizeOf(`${source}-wal`) > 0) copyShared(`${source}-wal`, `${place}-wal`);
}

/** Takes our name of it away; the file itself keeps its own. */
function dropBorrowed(place: string): void {
  for (const file of databaseFiles(place)) rmSync(file, { force: true });
}
