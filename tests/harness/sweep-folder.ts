import Database from 'better-sqlite3';
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { CanarySweep } from './canary';

export interface Entry {
  /** Relative to the folder that was walked. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly isFile: boolean;
  /** The permission bits. */
  readonly mode: number;
}

/** Everything below the folder, links not followed; what vanishes meanwhile is left out. */
export function walkFolder(root: string, folder = root): Entry[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const status = lstatSync(path, { throwIfNoEntry: false });
    if (status === undefined) return [];
    const entry = {
      path: relative(root, path),
      isFolder: status.isDirectory(),
      isFile: status.isFile(),
      mode: status.mode & 0o777,
    };
    return [entry, ...(entry.isFolder ? walkFolder(root, path) : [])];
  });
}

const sqlite = Buffer.from('SQLite format 3\0');

/** `path: what was found` for every name, every byte of every file, and every cell of every database. */
export function sweepFolder(root: string, sweep: CanarySweep): string[] {
  return walkFolder(root).flatMap(({ path, isFile }) => {
    const found = sweep.find(Buffer.from(path)).map((what) => `${what} in a name`);
    if (isFile) {
      const bytes = readFileSync(join(root, path));
      found.push(...sweep.find(bytes));
      // A value that is longer than a page lies in pieces: it is read as the database reads it.
      if (bytes.subarray(0, sqlite.length).equals(sqlite))
        found.push(...sweepDatabase(bytes, join(root, path), sweep));
    }
    return found.map((what) => `${path}: ${what}`);
  });
}

function sweepDatabase(bytes: Buffer, path: string, sweep: CanarySweep): string[] {
  if (bytes.length === 0) return [];
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const tables = database
      // A virtual table keeps its content in others.
      .prepare<[], string>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'",
      )
      .pluck()
      .all();
    return tables.flatMap((table) => {
      const rows = database.prepare<[], unknown[]>(`SELECT * FROM "${table}"`).raw();
      const found = new Set<string>();
      for (const row of rows.iterate()) {
        for (const cell of row) {
          const value = Buffer.isBuffer(cell) ? cell : typeof cell === 'string' ? Buffer.from(cell) : null;
          if (value !== null)
            for (const what of sweep.find(value)) found.add(`${what} in the table ${table}`);
        }
      }
      return [...found];
    });
  } finally {
    database.close();
  }
}
