import { copyFileSync, renameSync, rmSync } from 'node:fs';
import { closeToOthers, databaseFiles, ensurePrivateFile, syncFile, syncFolderOf } from '../data-folder';
import type { DataPaths } from '../data-folder';
import { listSnapshots } from '../snapshots/snapshot-files';
import type { SnapshotFile } from '../snapshots/snapshot-files';
import { verifyCopy } from '../snapshots/take-snapshot';

function isSound({ path }: SnapshotFile): boolean {
  try {
    verifyCopy(path);
    return true;
  } catch {
    return false; // it was verified when it was made; the disk has changed it since
  }
}

/** The newest snapshot that is sound now and of a schema that this version knows. */
export const findSoundSnapshot = (folder: string, maxSchemaVersion: number): SnapshotFile | null =>
  listSnapshots(folder).find((snapshot) => snapshot.schemaVersion <= maxSchemaVersion && isSound(snapshot)) ??
  null;

/** Where a replacement is made; it takes the database's place by one rename when it is whole. */
export const rebuiltPath = ({ database }: DataPaths): string => `${database}.rebuilt`;

/** Begins a replacement as a copy of the snapshot, or empty. */
export function beginRebuilt(paths: DataPaths, snapshot: SnapshotFile | null): string {
  const path = rebuiltPath(paths);
  for (const file of databaseFiles(path)) rmSync(file, { force: true });
  if (snapshot === null) ensurePrivateFile(path);
  else copyFileSync(snapshot.path, path);
  closeToOthers(path);
  return path;
}

/** Puts the finished replacement into the place that the damaged file has left. */
export function placeRebuilt(paths: DataPaths): void {
  // A log that belongs to another database must not be applied to this one.
  for (const path of databaseFiles(paths.database).slice(1)) rmSync(path, { force: true });
  // Nor must an index that was made from it.
  for (const path of databaseFiles(paths.search)) rmSync(path, { force: true });
  const path = rebuiltPath(paths);
  syncFile(path);
  renameSync(path, paths.database);
  syncFolderOf(paths.database);
}
