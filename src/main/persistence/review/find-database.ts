import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { dataPaths } from '../data-folder';

export interface FoundDatabase {
  readonly database: string;
  /** The data folder that it belongs to, with the files that its messages refer to. */
  readonly folder: string;
}

const magic = 'SQLite format 3\0';

/** The database that a path means: a data folder's, or the file itself (also a snapshot). Null: it is something else. */
export function findDatabase(path: string): FoundDatabase | null {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
    const { database } = dataPaths(path);
    return existsSync(database) ? { database, folder: path } : null;
  }
  if (!beginsWith(path, magic)) return null;
  const place = dirname(path);
  const { snapshots } = dataPaths(dirname(place));
  return { database: path, folder: basename(place) === basename(snapshots) ? dirname(place) : place };
}

function beginsWith(path: string, text: string): boolean {
  const head = Buffer.alloc(text.length);
  try {
    const file = openSync(path, 'r');
    try {
      return readSync(file, head) === head.length && head.toString('latin1') === text;
    } finally {
      closeSync(file);
    }
  } catch {
    return false;
  }
}

/** Whether a file is a backup of Parley's, encrypted or not. */
export const isBackup = (path: string): boolean => beginsWith(path, 'PARLEY-BACKUP');
