import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import type { LastUse } from '../app-lock';
import { sizeOf } from '../data-folder';
import type { DataPaths } from '../data-folder';
import type { Client } from '../database';
import { applicationId } from '../migrate';
import { listSnapshots } from '../snapshots/snapshot-files';

/** What the files alone say, before SQLite touches them (it removes the log of an empty database unread). */
export type FileFinding = 'fresh' | 'usable' | 'damaged' | 'log-missing';

/** Files up to this size are checked at every start; larger ones when something speaks for it. About 10 ms. */
const alwaysCheckedBytes = 8 * 1024 * 1024;
const checkableBytes = 200 * 1024 * 1024;

function startsLikeDatabase(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(16);
    readSync(file, head, 0, 16, 0);
    return head.toString('latin1') === 'SQLite format 3\0';
  } finally {
    closeSync(file);
  }
}

export function examineFiles(paths: DataPaths, lastUse: LastUse): FileFinding {
  const status = statSync(paths.database, { throwIfNoEntry: false });
  const logBytes = sizeOf(`${paths.database}-wal`);
  if (status === undefined || status.size === 0) {
    // A first start that was killed leaves an empty file; anything that was there before leaves a log or a snapshot.
    const hadContent = logBytes > 0 || listSnapshots(paths.snapshots).length > 0;
    return hadContent ? 'damaged' : 'fresh';
  }
  if (!status.isFile() || !startsLikeDatabase(paths.database)) return 'damaged';
  const wasOpen = lastUse.unfinished?.hadOpenDatabase ?? false;
  return wasOpen && !existsSync(`${paths.database}-wal`) ? 'log-missing' : 'usable';
}

/** Checks every page, unless the file is as the last clean end left it, or too large for a start. */
export function needsCheck(paths: DataPaths, lastUse: LastUse): boolean {
  if (existsSync(paths.suspect)) return true;
  const { size, mtimeMs } = statSync(paths.database);
  if (size <= alwaysCheckedBytes) return true;
  const { mark, unfinished } = lastUse;
  const isAsLeft = unfinished === null && mark?.bytes === size && mark.modifiedMs === mtimeMs;
  return !isAsLeft && size <= checkableBytes;
}

/**
 * Whether pages, indexes and references hold together and the file is one of ours. Throws SQLITE_CORRUPT or
 * SQLITE_NOTADB when it cannot say.
 */
export function isSoundDatabase(client: Client): boolean {
  if (client.pragma('integrity_check(1)', { simple: true }) !== 'ok') return false;
  const broken = client.pragma('foreign_key_check');
  if (Array.isArray(broken) && broken.length > 0) return false;
  const id: unknown = client.pragma('application_id', { simple: true });
  if (id === applicationId) return true;
  const tables = client.prepare<[], { n: number }>('SELECT count(*) AS n FROM sqlite_schema').get();
  return id === 0 && tables?.n === 0;
}
