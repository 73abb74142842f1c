import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Where things lie in a data folder. */
export const dataPaths = (folder: string) => ({
  folder,
  database: join(folder, 'parley.db'),
  /** The search index: made from the database, in no snapshot, and made again when it is not there. */
  search: join(folder, 'search.db'),
  lock: join(folder, 'app.lock'),
  ballast: join(folder, 'ballast'),
  /** Files by the hash of what they hold. */
  blobs: join(folder, 'blobs'),
  snapshots: join(folder, 'snapshots'),
  quarantine: join(folder, 'quarantine'),
  /** What is being erased; who finds it at a start ends it (`erasure/erasure-marker.ts`). */
  erasing: join(folder, 'erasing.json'),
  /** The last entry of the audit log, noted outside of the database. */
  auditHead: join(folder, 'audit-head.json'),
  /** What backups and restores are made of while they run; emptied at each start. */
  staging: join(folder, 'staging'),
  /** Its presence asks for a check of the database at the next start. */
  suspect: join(folder, 'parley.db-suspect'),
});
export type DataPaths = ReturnType<typeof dataPaths>;

/** A database and the files that belong to it. */
export const databaseFiles = (database: string): readonly string[] => [
  database,
  `${database}-wal`,
  `${database}-shm`,
];

/** Makes a folder that only its owner may enter; one that is there is closed to others. */
export function ensurePrivateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    mkdirSync(folder, { mode: 0o700 }); // says why, where the recursive form says only ENOENT
  }
  closeToOthers(folder);
}

/** Makes an empty file of mode 0600 unless it is there. SQLite gives `-wal` and `-shm` the mode of their database. */
export function ensurePrivateFile(path: string): void {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  closeToOthers(path);
}

/** Takes the rights of others away, and leaves the owner's as they are: a file may be read-only on purpose. */
export function closeToOthers(path: string): void {
  if (process.platform === 'win32') return;
  const { mode } = statSync(path);
  if ((mode & 0o077) !== 0) chmodSync(path, mode & 0o700);
}

/** Waits until the file's bytes are on the disk. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Waits until a rename or a new name in this folder is on the disk. Windows has no such call and does not need it. */
export function syncFolderOf(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Writes a private file and waits until its bytes are on the disk; `wx` throws where there is one. Throws what the disk says. */
export function writeSynced(path: string, text: string, flag: 'w' | 'wx'): void {
  const file = openSync(path, flag, 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes a small private file, whole or not at all: after a crash it is the old one or the new one. Throws what the disk says. */
export function replaceFile(path: string, text: string): void {
  const temporary = `${path}.new`;
  rmSync(temporary, { force: true });
  try {
    writeSynced(temporary, text, 'wx');
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  renameSync(temporary, path);
  syncFolderOf(path);
}

/** Bytes of a file, 0 when it is not there. */
export const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
