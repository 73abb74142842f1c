import SqliteDatabase from 'better-sqlite3';
import {
  copyFileSync,
  existsSync,
  openSync,
  closeSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { databaseFiles, ensurePrivateFolder, sizeOf, syncFolderOf } from '../data-folder';
import type { DataPaths } from '../data-folder';
import type { Client } from '../database';
import { applicationId } from '../migrate';

const stampOf = (time: number): string => new Date(time).toISOString().replaceAll(/[-:.]/g, '');

/** Moves a database and what belongs to it into a folder of its own, and returns that folder. Nothing is ever removed. */
export function quarantine(paths: DataPaths, now: number): string {
  const folder = join(paths.quarantine, stampOf(now));
  ensurePrivateFolder(paths.quarantine);
  ensurePrivateFolder(folder);
  // The database goes last: as long as it is there, the next start begins again.
  for (const path of databaseFiles(paths.database).toReversed()) {
    if (existsSync(path)) renameSync(path, join(folder, basename(path)));
  }
  syncFolderOf(paths.database);
  return folder;
}

/** Whether a database was set aside since `time` (epoch ms). */
export const wasQuarantinedSince = ({ quarantine: folder }: DataPaths, time: number): boolean =>
  existsSync(folder) &&
  readdirSync(folder).some((name) => /^\d{8}T\d{9}Z$/.test(name) && name >= stampOf(time));

const pageSize = 4096;

/** The first 100 bytes of a database of ours, for a file that lost them (https://www.sqlite.org/fileformat.html#the_database_header). */
function freshHeader(hasLog: boolean): Buffer {
  const header = Buffer.alloc(100);
  header.write('SQLite format 3\0', 0, 'latin1');
  header.writeUInt16BE(pageSize, 16);
  header.fill(hasLog ? 2 : 1, 18, 20); // write-ahead or rollback
  header.set([64, 32, 32], 21); // fixed payload fractions
  header.writeUInt32BE(1, 24); // change counter; a page count of 0 means: by the file's size
  header.writeUInt32BE(1, 40); // schema cookie
  header.writeUInt32BE(4, 44); // schema format
  header.writeUInt32BE(1, 56); // UTF-8
  header.writeUInt32BE(applicationId, 68);
  return header;
}

function repairHeader(path: string): void {
  const hasLog = sizeOf(`${path}-wal`) > 0;
  const isEmpty = sizeOf(path) === 0;
  const file = openSync(path, 'r+');
  try {
    // SQLite drops the log of an empty database unread: with one page, the log's pages count.
    if (isEmpty) writeSync(file, Buffer.alloc(pageSize), 0, pageSize, 0);
    writeSync(file, freshHeader(hasLog), 0, 100, 0);
  } finally {
    closeSync(file);
  }
}

function openForSalvage(path: string): Client | null {
  let client: Client | null = null;
  try {
    client = new SqliteDatabase(path);
    client.pragma('trusted_schema = OFF');
    client.prepare('SELECT rowid FROM message LIMIT 1').raw(); // the schema can be read and is ours
    return client;
  } catch {
    client?.close();
    return null;
  }
}

/**
 * Opens a working copy of a damaged database, as it is or with a new header, and calls `use`; the files themselves stay
 * as they were. Null when no table of it can be reached.
 */
export function withDamaged<T>(paths: DataPaths, use: (client: Client) => T): T | null {
  const working = join(paths.quarantine, 'working');
  const copy = join(working, basename(paths.database));
  const makeCopy = (): boolean => {
    rmSync(working, { recursive: true, force: true });
    ensurePrivateFolder(paths.quarantine);
    ensurePrivateFolder(working);
    for (const from of databaseFiles(paths.database).slice(0, 2)) {
      const isFile = statSync(from, { throwIfNoEntry: false })?.isFile() ?? false;
      if (isFile) copyFileSync(from, join(working, basename(from)));
    }
    return existsSync(copy);
  };
  try {
    if (!makeCopy()) return null;
    let client = openForSalvage(copy);
    if (client === null) {
      makeCopy();
      repairHeader(copy);
      client = openForSalvage(copy);
    }
    if (client === null) return null;
    try {
      return use(client);
    } finally {
      client.close();
    }
  } finally {
    rmSync(working, { recursive: true, force: true });
  }
}
