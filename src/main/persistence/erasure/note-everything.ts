import { existsSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { AppError, appError } from '#shared/errors/app-error';
import { releaseBallast } from '../ballast';
import type { DataPaths } from '../data-folder';
import { storageCodeOf, toStorageError } from '../storage-error';
import { readErasure, writeErasure, type ErasureMarker } from './erasure-marker';

/** On a full disk the ballast makes room for the note; the deletion has its own way to it. */
export function markErasure(paths: DataPaths, marker: ErasureMarker): void {
  try {
    try {
      writeErasure(paths.erasing, marker);
    } catch (error) {
      if (storageCodeOf(error) !== 'storage.full' || !releaseBallast(paths.ballast)) throw error;
      writeErasure(paths.erasing, marker);
    }
  } catch (error) {
    throw toStorageError(error);
  }
}

/** A disk without room for a note must not keep anything: it is written when what goes has made room. */
export function markWhereRoom({ erasing }: DataPaths, marker: ErasureMarker): void {
  try {
    writeErasure(erasing, marker);
  } catch (error) {
    if (storageCodeOf(error) !== 'storage.full') throw error;
  }
}

/** What is noted before anything is read or touched. */
export const everythingMarker = (
  askedAt: number,
  request: Pick<Extract<ErasureMarker, { what: 'everything' }>, 'trigger' | 'receiptPath' | 'remains'>,
): ErasureMarker => ({
  ...request,
  what: 'everything',
  askedAt,
  phase: 'asked',
  accounts: [],
  keys: [],
  counts: {},
  auditHead: null,
  files: [],
  left: [],
  receipt: null,
  interruptions: 0,
});

/** From a terminal, where nothing is open. What another start has begun goes on. Throws `conversation.held`. */
export function noteEverything(paths: DataPaths, now: number): void {
  if (existsSync(paths.erasing) && readErasure(paths.erasing)?.what === 'everything') return;
  if (isAnythingHeld(paths)) {
    throw new AppError(
      appError('conversation.held', 'Something is on hold. Lift the holds in Settings, Privacy, first.'),
    );
  }
  markErasure(paths, everythingMarker(now, { trigger: 'terminal', receiptPath: null, remains: [] }));
}

function isAnythingHeld({ database }: DataPaths): boolean {
  let client: SqliteDatabase.Database | null = null;
  try {
    client = new SqliteDatabase(database, { fileMustExist: true });
    return client.prepare('SELECT 1 FROM legal_hold LIMIT 1').get() !== undefined;
  } catch {
    // No database, a damaged one, or one of before there were holds.
    return false;
  } finally {
    client?.close();
  }
}
