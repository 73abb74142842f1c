import SqliteDatabase from 'better-sqlite3';
import { renameSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/errors/app-error';
import {
  closeToOthers,
  ensurePrivateFile,
  ensurePrivateFolder,
  sizeOf,
  syncFile,
  syncFolderOf,
} from '../data-folder';
import type { Client } from '../database';
import { storageError } from '../storage-error';
import { expiredSnapshots } from './retention';
import { listSnapshots, snapshotName } from './snapshot-files';
import type { SnapshotFile, SnapshotReason } from './snapshot-files';

export interface SnapshotRequest {
  /** Path of the database. */
  readonly database: string;
  /** Path of the folder of snapshots. */
  readonly folder: string;
  readonly reason: SnapshotReason;
  readonly now: number;
}

type Counts = Readonly<Record<string, number>>;

/** Rows come and go there while a copy is made, and are no content: what search has still to look at. */
const isCounted = ({ name }: { readonly name: string }): boolean => name !== 'search_change';

function countRows(client: Client): Counts {
  const tables = client
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all()
    .filter(isCounted);
  return Object.fromEntries(
    tables.map(({ name }) => {
      const row = client.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${name}"`).get();
      return [name, row?.n ?? 0];
    }),
  );
}

/** The copy holds, for each table, a number of rows that the original had while it was made. */
function hasSameRows(copy: Counts, before: Counts, after: Counts): boolean {
  const tables = new Set([...Object.keys(copy), ...Object.keys(before)]);
  return [...tables].every((table) => {
    const count = copy[table] ?? -1;
    const bounds = [before[table] ?? -1, after[table] ?? -1];
    return count >= Math.min(...bounds) && count <= Math.max(...bounds);
  });
}

const unverified = (what: string): AppError =>
  new AppError(
    storageError('storage.failed', `The snapshot could not be verified (${what}) and was not kept.`),
  );

/** Opens a copy on its own, checks every page and counts its rows. Throws when it is not sound. */
export function verifyCopy(path: string): Counts {
  const copy = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
  try {
    const verdict: unknown = copy.pragma('quick_check(1)', { simple: true });
    if (verdict !== 'ok') throw unverified(String(verdict));
    return countRows(copy);
  } finally {
    copy.close();
  }
}

function checkFreeSpace({ database, folder }: SnapshotRequest): void {
  const needed = (sizeOf(database) + sizeOf(`${database}-wal`)) * 1.1;
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < needed) throw new AppError(storageError('storage.full'));
}

/** Leftovers of a snapshot that was not finished have this ending and are never taken for one. */
const unfinished = '.unfinished';

function copyInto(client: Client, temporary: string): void {
  rmSync(temporary, { force: true });
  ensurePrivateFile(temporary);
  client.prepare('VACUUM INTO ?').run(temporary);
  closeToOthers(temporary);
  syncFile(temporary);
}

/**
 * Copies the database as of now, waits until the copy is on the disk, verifies it (every page, the number of rows of
 * every table), and only then gives it a snapshot's name. Then removes what retention lets go.
 * `client` is any connection outside of a transaction. Throws AppError `storage.*` or what SQLite throws.
 */
export function takeSnapshot(client: Client, request: SnapshotRequest): SnapshotFile {
  const { database, folder, reason, now } = request;
  ensurePrivateFolder(folder);
  checkFreeSpace(request);
  const schemaVersion = Number(client.pragma('user_version', { simple: true }));
  const path = join(folder, snapshotName(now, reason, schemaVersion));
  const temporary = `${path}${unfinished}`;
  try {
    const before = countRows(client);
    copyInto(client, temporary);
    if (!hasSameRows(verifyCopy(temporary), before, countRows(client))) throw unverified('rows are missing');
    renameSync(temporary, path);
    syncFolderOf(path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  expireSnapshots(folder, sizeOf(database));
  return { path, takenAt: now, reason, schemaVersion, bytes: sizeOf(path) };
}

/** At most three times the database, or 5 GB where that is less, but room for a handful of small ones. */
function expireSnapshots(folder: string, databaseBytes: number): void {
  const cap = Math.max(Math.min(databaseBytes * 3, 5 * 1024 ** 3), 64 * 1024 ** 2);
  for (const { path } of expiredSnapshots(listSnapshots(folder), cap)) rmSync(path, { force: true });
}
