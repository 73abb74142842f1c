import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sizeOf } from '../data-folder';

export const snapshotReasons = ['daily', 'quit', 'migration', 'restore'] as const;
export type SnapshotReason = (typeof snapshotReasons)[number];

/** A verified copy of the database; only verified ones have such a name. */
export interface SnapshotFile {
  readonly path: string;
  readonly takenAt: number;
  readonly reason: SnapshotReason;
  readonly schemaVersion: number;
  readonly bytes: number;
}

/** `parley-20260131T120000000Z-daily-v1.db` */
export function snapshotName(takenAt: number, reason: SnapshotReason, schemaVersion: number): string {
  const stamp = new Date(takenAt).toISOString().replaceAll(/[-:.]/g, '');
  return `parley-${stamp}-${reason}-v${schemaVersion}.db`;
}

const pattern =
  /^parley-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-(daily|quit|migration|restore)-v(\d+)\.db$/;

/** The snapshots of a folder, newest first; what has another name is not one. */
export function listSnapshots(folder: string): readonly SnapshotFile[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return []; // no folder, no snapshots
  }
  return names
    .flatMap((name) => parseName(folder, name) ?? [])
    .sort((a, b) => b.takenAt - a.takenAt || b.path.localeCompare(a.path));
}

function parseName(folder: string, name: string): SnapshotFile | null {
  const match = pattern.exec(name);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, milliseconds, reasonText, version] = match;
  const reason = snapshotReasons.find((known) => known === reasonText);
  if (reason === undefined) return null;
  const path = join(folder, name);
  return {
    path,
    takenAt: Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`),
    reason,
    schemaVersion: Number(version),
    bytes: sizeOf(path),
  };
}
