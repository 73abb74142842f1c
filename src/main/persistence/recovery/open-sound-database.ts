import SqliteDatabase from 'better-sqlite3';
import { existsSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Clock } from '#main/ports/clock';
import type { Logger } from '#main/ports/logger';
import type { LastUse } from '../app-lock';
import { databaseFiles, ensurePrivateFile } from '../data-folder';
import type { DataPaths } from '../data-folder';
import { openClient } from '../database';
import type { Client } from '../database';
import { migrate } from '../migrate';
import type { Migration } from '../migrate';
import type { SnapshotFile } from '../snapshots/snapshot-files';
import { findDiskTrouble } from '../disk-trouble';
import { isSqlError, storageCodeOf } from '../storage-error';
import type { StorageNotice } from '../storage-notice';
import { examineFiles, isSoundDatabase, needsCheck } from './examine';
import { quarantine, withDamaged } from './quarantine';
import { beginRebuilt, findSoundSnapshot, placeRebuilt, rebuiltPath } from './restore';
import { salvage } from './salvage';
import { hasOwnSchema } from './schema-shape';
import type { Salvage } from './salvage';

export interface SoundDatabaseOptions {
  readonly paths: DataPaths;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly migrations: readonly Migration[];
  readonly lastUse: LastUse;
  /** Filled with what happened. */
  readonly notices: StorageNotice[];
}

/**
 * Opens the database, after repairing it where it is damaged: a replacement is built from the newest sound snapshot and
 * what can be read of the damaged file, which then goes to quarantine. Killed at any point, the next start finishes it.
 */
export function openSoundDatabase(options: SoundDatabaseOptions): Client {
  const { paths, lastUse } = options;
  // The damaged file had left its place, and the replacement was whole.
  if (!existsSync(paths.database) && existsSync(rebuiltPath(paths))) placeRebuilt(paths);
  const finding = examineFiles(paths, lastUse);
  const isDoubtful = finding === 'log-missing';
  // A second time, because a disk that fails to read once looks like damage.
  const client =
    finding === 'damaged' ? null : (openIfSound(options, isDoubtful) ?? openIfSound(options, isDoubtful));
  if (client === null) {
    // What the disk does not give is not set aside: it may give it again.
    const trouble = findDiskTrouble(databaseFiles(paths.database));
    if (trouble !== null) throw trouble;
    return openRepaired(options);
  }
  if (finding === 'log-missing') bringBackFromSnapshot(options, client);
  return client;
}

function openIfSound(
  { paths, lastUse, migrations }: SoundDatabaseOptions,
  isDoubtful: boolean,
): Client | null {
  ensurePrivateFile(paths.database);
  const isChecked = isDoubtful || needsCheck(paths, lastUse);
  let client: Client | null = null;
  try {
    client = openClient(paths.database, { isReadOnly: false });
    if (!isChecked || (isSoundDatabase(client) && hasOwnSchema(client, migrations))) return client;
  } catch (error) {
    if (storageCodeOf(error) !== 'storage.damaged' && !isSqlError(error)) {
      client?.close();
      throw error;
    }
  }
  client?.close();
  return null;
}

function openRepaired({ paths, clock, logger, migrations, notices }: SoundDatabaseOptions): Client {
  logger.error('the database is damaged');
  const snapshot = findSoundSnapshot(paths.snapshots, migrations.length);
  const rebuilt = beginRebuilt(paths, snapshot);
  const target = openClient(rebuilt, { isReadOnly: false });
  let brought: Salvage | null;
  try {
    const now = clock.now();
    migrate(target, { database: rebuilt, migrations, now, takeSnapshot: () => undefined });
    brought = withDamaged(paths, (source) => salvage(source, target));
  } finally {
    target.close();
  }
  const folder = quarantine(paths, clock.now());
  placeRebuilt(paths);
  rmSync(paths.suspect, { force: true });
  logger.warn('the database was rebuilt', {
    messages: brought?.messages ?? 0,
    isPartial: brought?.isPartial ?? true,
    hasSnapshot: snapshot !== null,
  });
  notices.push(repairedNotice(snapshot, brought, basename(folder)));
  return openClient(paths.database, { isReadOnly: false });
}

const times = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' });
const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function repairedNotice(
  snapshot: SnapshotFile | null,
  brought: Salvage | null,
  folder: string,
): StorageNotice {
  const base =
    snapshot === null
      ? 'The database was damaged, and there was no snapshot of it yet.'
      : `The database was damaged and was replaced by the snapshot of ${times.format(snapshot.takenAt)}.`;
  const rows =
    brought === null
      ? 'Nothing newer could be read from the damaged file.'
      : `${counted(brought.messages, 'newer message')} in ${counted(brought.conversations, 'conversation')} ${brought.messages === 1 ? 'was' : 'were'} brought over from the damaged file${brought.isPartial ? '; some of it could not be read' : ''}.`;
  return {
    code: 'storage.restored',
    text: `${base} ${rows} The damaged file is kept in quarantine/${folder}.`,
    error: null,
  };
}

/** The log held the newest changes and somebody removed it: a snapshot may have been made after they were. */
function bringBackFromSnapshot(options: SoundDatabaseOptions, client: Client): void {
  const { paths, migrations, notices, logger } = options;
  const snapshot = findSoundSnapshot(paths.snapshots, migrations.length);
  let brought = 0;
  if (snapshot !== null && snapshot.takenAt >= statSync(paths.database).mtimeMs) {
    const source = new SqliteDatabase(snapshot.path, { readonly: true });
    try {
      brought = salvage(source, client).messages;
    } finally {
      source.close();
    }
  }
  logger.warn('the log file of the database was missing', { messages: brought });
  const rows = brought === 0 ? '' : ` ${counted(brought, 'message')} came back from the last snapshot.`;
  notices.push({
    code: 'storage.log-missing',
    text: `The file parley.db-wal was removed while Parley was not closed properly, so the newest changes before that may be missing.${rows}`,
    error: null,
  });
}
