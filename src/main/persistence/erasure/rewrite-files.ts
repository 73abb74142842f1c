import { copyFileSync, existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { databaseFiles, ensurePrivateFile, syncFile, syncFolderOf } from '../data-folder';
import type { DataPaths } from '../data-folder';
import { releaseBallast } from '../ballast';
import { busyTimeoutMs } from '../database';
import { createSearchSession } from '../search/search-session';
import { removeIndex } from '../search/index-file';
import { listSnapshots } from '../snapshots/snapshot-files';
import { verifyCopy } from '../snapshots/take-snapshot';
import { storageCodeOf } from '../storage-error';
import { eraseRows, type ErasedRows } from './erase-rows';

export interface Rewritten {
  readonly snapshotsRewritten: number;
  readonly snapshotsRemoved: number;
  /** Damaged databases that were set aside, which cannot be rewritten. */
  readonly quarantineRemoved: number;
  /** False: the disk has no room to write the database anew; its free pages are zeros, and it is tried again later. */
  readonly isCompacted: boolean;
}

/**
 * Takes what was deleted from the database out of everything else under the data folder, and out of the database's own
 * free space. Meant for a thread of its own: seconds for a large database. Doing it twice is doing it once.
 */
export function rewriteFiles(paths: DataPaths, rows: ErasedRows): Rewritten {
  rewriteIndex(paths);
  const quarantineRemoved = removeQuarantine(paths);
  removeLeftovers(paths);
  const snapshots = rewriteSnapshots(paths, rows);
  return { ...snapshots, quarantineRemoved, isCompacted: compactAnyhow(paths) };
}

/** The index learns what has gone, and is then written anew without it; one that cannot be is made again. */
function rewriteIndex({ database, search }: DataPaths): void {
  if (!existsSync(search)) return;
  try {
    const session = createSearchSession({ database, index: search });
    try {
      while (session.work(100)) continue;
      session.checkpoint();
    } finally {
      session.close();
    }
    if (!compact(search)) removeIndex(search);
  } catch {
    removeIndex(search);
  }
}

/** On a full disk the ballast, too, makes room. */
const compactAnyhow = ({ database, ballast }: DataPaths): boolean =>
  compact(database) || (releaseBallast(ballast) && compact(database));

/** What was moved between pages while it lived has left traces in their free space: only writing anew removes them. */
function compact(path: string): boolean {
  const client = new SqliteDatabase(path, { timeout: busyTimeoutMs });
  try {
    client.pragma('secure_delete = ON');
    client.pragma('temp_store = MEMORY');
    const isAnew = unlessFull(() => client.exec('VACUUM'));
    // Also after one that failed: what the deletion wrote to the log leaves it. The log may find no room in the database.
    return unlessFull(() => client.pragma('wal_checkpoint(TRUNCATE)')) && isAnew;
  } finally {
    client.close();
  }
}

/** False when the disk is too full for it. */
function unlessFull(write: () => unknown): boolean {
  try {
    write();
    return true;
  } catch (error) {
    if (storageCodeOf(error) === 'storage.full') return false;
    throw error;
  }
}

/** A damaged file cannot be trusted to have been rewritten. Files of other conversations stay. */
function removeQuarantine({ quarantine }: DataPaths): number {
  if (!existsSync(quarantine)) return 0;
  const folders = readdirSync(quarantine).filter((name) => name !== 'blobs');
  for (const name of folders) rmSync(join(quarantine, name), { recursive: true, force: true });
  return folders.length;
}

/** The memory of a process that crashed may hold anything, and a backup that is being made holds everything. */
function removeLeftovers({ folder, staging }: DataPaths): void {
  const reports = ['completed', 'new', 'pending', 'reports', 'attachments'];
  for (const path of [staging, ...reports.map((name) => join(folder, 'Crashpad', name))]) {
    rmSync(path, { recursive: true, force: true });
  }
}

function rewriteSnapshots(
  { snapshots }: DataPaths,
  rows: ErasedRows,
): Pick<Rewritten, 'snapshotsRewritten' | 'snapshotsRemoved'> {
  let snapshotsRewritten = 0;
  let snapshotsRemoved = 0;
  for (const { path } of listSnapshots(snapshots)) {
    try {
      if (!holdsAny(path, rows)) continue;
      rewriteSnapshot(path, rows);
      snapshotsRewritten += 1;
    } catch {
      // It cannot be rewritten (a full disk, damage): what is to be erased weighs more.
      rmSync(path, { force: true });
      snapshotsRemoved += 1;
    }
  }
  for (const name of existsSync(snapshots) ? readdirSync(snapshots) : []) {
    if (!name.endsWith('.db')) rmSync(join(snapshots, name), { force: true });
  }
  return { snapshotsRewritten, snapshotsRemoved };
}

/** Whether a snapshot has any of these rows: one that never had them keeps its bytes. */
function holdsAny(path: string, { conversationIds, personaIds }: ErasedRows): boolean {
  const snapshot = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
  try {
    const has = (table: string, ids: readonly string[]): boolean =>
      ids.length > 0 &&
      snapshot
        .prepare(`SELECT 1 FROM ${table} WHERE id IN (SELECT value FROM json_each(?)) LIMIT 1`)
        .get(JSON.stringify(ids)) !== undefined;
    return has('conversation', conversationIds) || has('persona', personaIds);
  } finally {
    snapshot.close();
  }
}

/** A copy without the rows, written anew and verified, takes the snapshot's place by one rename. */
function rewriteSnapshot(path: string, rows: ErasedRows): void {
  const working = `${path}.working`;
  const unfinished = `${path}.unfinished`;
  const dropTemporary = (): void => {
    for (const file of [...databaseFiles(working), `${working}-journal`, unfinished])
      rmSync(file, { force: true });
  };
  dropTemporary();
  try {
    ensurePrivateFile(working);
    copyFileSync(path, working);
    const client = new SqliteDatabase(working);
    try {
      client.pragma('journal_mode = MEMORY');
      client.pragma('foreign_keys = ON');
      client.transaction(() => eraseRows(client, rows, Infinity)).immediate();
      ensurePrivateFile(unfinished);
      client.prepare('VACUUM INTO ?').run(unfinished);
    } finally {
      client.close();
    }
    syncFile(unfinished);
    verifyCopy(unfinished);
    renameSync(unfinished, path);
    syncFolderOf(path);
  } finally {
    dropTemporary();
  }
}
