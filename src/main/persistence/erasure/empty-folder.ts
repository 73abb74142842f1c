import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  rmdirSync,
  rmSync,
  truncateSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';
import { acquireAppLock } from '../app-lock';
import { readHead } from '../audit/head-file';
import { releaseBallast } from '../ballast';
import { dataPaths, type DataPaths } from '../data-folder';
import { readErasure, writeErasure, type EverythingMarker } from './erasure-marker';
import { markWhereRoom } from './note-everything';

/** Of Chromium, for as long as the process lives: which process has this folder. They hold nothing of a person. */
const ofTheProcess: ReadonlySet<string> = new Set([
  'SingletonLock',
  'SingletonCookie',
  'SingletonSocket',
  'lockfile',
]);

/**
 * Empties the data folder when an erasure of everything was noted: writes down what every file was, then takes them
 * away. Killed at any point, the next start goes on. Null when nothing of the kind was noted. For a start, before
 * anything else opens a file there. Throws AppError `storage.in-use` and what the file system throws.
 */
export function emptyFolder(folder: string, now: number): EverythingMarker | null {
  const paths = dataPaths(folder);
  let marker = readErasure(paths.erasing);
  if (marker?.what !== 'everything') return null;
  if (marker.phase === 'emptied' || marker.phase === 'written') return marker;
  // Nobody else has it open; the lock itself goes with the rest.
  const lock = acquireAppLock(paths.lock, now);
  try {
    // On a full disk the list needs room.
    releaseBallast(paths.ballast);
    if (marker.phase === 'asked') {
      marker = { ...marker, ...readFacts(paths), phase: 'listed', files: listFiles(paths) };
    } else {
      // Cut off: what was not there before the list came later, and goes unlisted.
      marker = { ...marker, interruptions: marker.interruptions + 1 };
    }
    markWhereRoom(paths, marker);
  } finally {
    lock.release(null);
  }
  const left = removeFiles(paths);
  marker = { ...marker, phase: 'emptied', left };
  writeErasure(paths.erasing, marker);
  return marker;
}

/** What the database still says of itself; nothing of it when it cannot be read. */
function readFacts(paths: DataPaths): Pick<EverythingMarker, 'accounts' | 'counts' | 'auditHead'> {
  const auditHead = readHead(paths.auditHead);
  let client: SqliteDatabase.Database | null = null;
  try {
    client = new SqliteDatabase(paths.database, { fileMustExist: true });
    const read = client;
    const count = (table: string): number =>
      Number(read.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
    const tables = ['conversation', 'message', 'persona', 'file'] as const;
    const accounts = z.array(z.string()).parse(
      read
        .prepare(
          `SELECT iif(id = provider_id, provider_id, provider_id || ':' || id) FROM provider_key
           UNION SELECT id FROM provider`,
        )
        .pluck()
        .all(),
    );
    return {
      accounts,
      counts: Object.fromEntries(tables.map((name) => [`${name}s`, count(name)])),
      auditHead,
    };
  } catch {
    return { accounts: [], counts: {}, auditHead };
  } finally {
    client?.close();
  }
}

interface Entry {
  readonly path: string;
  readonly isFolder: boolean;
}

/** Everything under the folder, what lies deepest first. Links are not followed. */
function walk(folder: string, isTop: boolean): readonly Entry[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): readonly Entry[] => {
    if (isTop && (ofTheProcess.has(entry.name) || entry.name.startsWith('erasing.json'))) return [];
    const path = join(folder, entry.name);
    const own = { path, isFolder: entry.isDirectory() };
    return own.isFolder ? [...walk(path, false), own] : [own];
  });
}

const listFiles = ({ folder }: DataPaths): EverythingMarker['files'] =>
  walk(folder, true)
    .filter(({ isFolder }) => !isFolder)
    .map(({ path }) => ({ path: relative(folder, path), ...measure(path) }));

const pieceBytes = 1024 * 1024;

/** Its length and SHA-256 (hex); null for what is no file, or cannot be read. */
function measure(path: string): { readonly bytes: number; readonly sha256: string | null } {
  if (!lstatSync(path).isFile()) return { bytes: 0, sha256: null };
  const hash = createHash('sha256');
  const piece = Buffer.alloc(pieceBytes);
  let bytes = 0;
  try {
    const file = openSync(path, 'r');
    try {
      for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
        hash.update(piece.subarray(0, read));
        bytes += read;
      }
    } finally {
      closeSync(file);
    }
    return { bytes, sha256: hash.digest('hex') };
  } catch {
    return { bytes, sha256: null };
  }
}

/** Answers what could not be removed: a file that another program holds (Windows). */
function removeFiles({ folder }: DataPaths): readonly string[] {
  const left: string[] = [];
  for (const { path, isFolder } of walk(folder, true)) {
    try {
      if (isFolder) rmdirSync(path);
      else removeFile(path);
    } catch {
      left.push(relative(folder, path));
    }
  }
  return left;
}

/** Emptied first: a second name of the file, or a program that has it open, finds nothing in it. */
function removeFile(path: string): void {
  if (lstatSync(path).isFile()) {
    chmodSync(path, 0o600);
    truncateSync(path, 0);
  }
  rmSync(path);
}
