import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { blobPath, placeBlob } from '../blobs/blob-files';
import { dataPaths, ensurePrivateFolder } from '../data-folder';
import type { JobControl } from '#main/ports/backups';
import type { BackupManifest } from './backup-manifest';
import { checkBackupDatabase } from './check-backup-database';
import { readBackup } from './read-backup';
import type { EntrySink } from './read-backup';

export interface OpenRequest {
  readonly file: string;
  readonly passphrase: string | null;
  /** Where it is unpacked, in a folder of its own (0700) that whoever asked removes. */
  readonly staging: string;
  /** The folder `drizzle/` as shipped. */
  readonly migrationsFolder: string;
}

export interface OpenedBackup {
  /** A data folder: `parley.db` as it was backed up (of its own schema version) and `blobs/`. */
  readonly folder: string;
  readonly manifest: BackupManifest;
  /** Files that are not what their name says; they were left out. */
  readonly leftOutFiles: readonly string[];
}

export const openingQuietly: JobControl = {
  signal: new AbortController().signal,
  onProgress: () => undefined,
};

/**
 * Verifies a backup whole and unpacks it as a data folder. Throws AppError `backup.wrong-passphrase`,
 * `backup.unreadable`, `backup.newer`, `storage.*`, and the signal's reason; nothing is left of it then.
 */
export async function openBackup(request: OpenRequest, control = openingQuietly): Promise<OpenedBackup> {
  ensurePrivateFolder(request.staging);
  const folder = join(request.staging, randomUUID());
  const paths = dataPaths(folder);
  try {
    ensurePrivateFolder(folder);
    ensurePrivateFolder(paths.blobs);
    const sinks = {
      database: paths.database,
      file: (sha256: string) => blobSink(blobPath(paths, sha256), join(folder, 'unfinished')),
    };
    const { manifest, unsound } = await readBackup({ ...request, staging: folder }, sinks, {
      control,
      phase: 'opening',
    });
    checkBackupDatabase(paths.database, request.migrationsFolder, manifest);
    return { folder, manifest, leftOutFiles: unsound };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A file has its name, and with it its place, only when it holds what the name says. */
async function blobSink(path: string, unfinished: string): Promise<EntrySink> {
  await rm(unfinished, { force: true });
  const file = await open(unfinished, 'wx', 0o600);
  return {
    write: (piece) => file.writeFile(piece),
    end: async (isSound) => {
      await file.close();
      if (isSound) await placeBlob(unfinished, path);
      else await rm(unfinished, { force: true });
    },
  };
}
