import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, rmSync, statfsSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '#shared/errors/app-error';
import { blobPath, checkBlob } from '../blobs/blob-files';
import { ensurePrivateFolder, sizeOf, syncFolderOf } from '../data-folder';
import type { DataPaths } from '../data-folder';
import { storageError } from '../storage-error';
import { backupFormat, encodeHeader, markOf } from './backup-header';
import type { BackupHeader } from './backup-header';
import type { JobControl } from '#main/ports/backups';
import type { BackupEntry, BackupManifest } from './backup-manifest';
import { copyDatabase } from './copy-database';
import type { DatabaseCopy } from './copy-database';
import { createFrameWriter } from './frame-stream';
import type { FrameWriter } from './frame-stream';
import { encryptedFrames, plainFrames } from './frame-seal';
import { notWritten } from './not-written';
import { deriveKeys, newDerivation, usualCost } from './passphrase-keys';
import type { PassphraseCost } from './passphrase-keys';
import { verifyBackup } from './read-backup';

export interface BackupRequest {
  readonly paths: DataPaths;
  /** Where the backup goes; a file of that name is replaced once the new one is verified. */
  readonly target: string;
  /** Null: not encrypted. */
  readonly passphrase: string | null;
  /** Of trying a passphrase; left out, what is usual. */
  readonly cost?: PassphraseCost;
  /** The version of Parley. */
  readonly app: string;
  readonly now: number;
  /** The folder `drizzle/` as shipped: what is written is read with it. */
  readonly migrationsFolder: string;
}

export interface WrittenBackup {
  readonly bytes: number;
  readonly manifest: BackupManifest;
}

const frameBytes = 256 * 1024;

/**
 * Writes everything that Parley keeps into one file, while it is in use: a copy of the database, every file, a list of
 * both. Beside its place first; reads it back whole, and only then gives it its name. Throws AppError
 * `backup.not-written`, `storage.*`, and the signal's reason when it is cancelled; nothing is left of it then.
 */
export async function writeBackup(request: BackupRequest, control: JobControl): Promise<WrittenBackup> {
  const { paths, target } = request;
  const staging = join(paths.staging, randomUUID());
  const unfinished = join(dirname(target), `.parley-${randomUUID()}.tmp`);
  try {
    ensurePrivateFolder(paths.staging);
    ensurePrivateFolder(staging);
    const manifest = await notWritten(() => writeUnfinished(request, { staging, unfinished }, control));
    await verifyBackup(
      {
        file: unfinished,
        passphrase: request.passphrase,
        staging,
        migrationsFolder: request.migrationsFolder,
      },
      control,
    );
    control.signal.throwIfAborted();
    await notWritten(() => rename(unfinished, target));
    syncFolderIfPossible(target);
    return { bytes: sizeOf(target), manifest };
  } finally {
    rmSync(staging, { recursive: true, force: true });
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}

interface Places {
  readonly staging: string;
  readonly unfinished: string;
}

async function writeUnfinished(
  request: BackupRequest,
  { staging, unfinished }: Places,
  control: JobControl,
): Promise<BackupManifest> {
  const { paths, target } = request;
  checkFreeSpace(paths.staging, sizeOf(paths.database) + sizeOf(`${paths.database}-wal`));
  const database = join(staging, 'copy.db');
  control.onProgress({ phase: 'copying', done: 0, total: sizeOf(paths.database) });
  const copy = copyDatabase(paths.database, database);
  control.signal.throwIfAborted();
  const files = await listFiles(paths, copy.files, control.signal);
  const total = sizeOf(database) + files.found.reduce((sum, { bytes }) => sum + bytes, 0);
  checkFreeSpace(dirname(target), total);
  const file = await open(unfinished, 'wx', 0o600);
  try {
    const writer = await beginFile(file, request);
    const meter = createMeter(total, control);
    const manifest = await writeEntries(writer, { request, database, copy, files, meter });
    await writer.end();
    await file.sync();
    return manifest;
  } finally {
    await file.close();
  }
}

function checkFreeSpace(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytes * 1.05) {
    throw new AppError(
      storageError(
        'storage.full',
        `There is not enough room for the backup: it needs ${Math.ceil(bytes / 1_048_576)} MB. Free some space or choose another place.`,
      ),
    );
  }
}

/** Header, mark of the passphrase; then frames. */
async function beginFile(file: FileHandle, request: BackupRequest): Promise<FrameWriter> {
  const { passphrase, cost, app, now } = request;
  const derivation = passphrase === null ? null : newDerivation(cost ?? usualCost);
  const encryption: BackupHeader['encryption'] =
    derivation === null ? null : { cipher: 'aes-256-gcm', key: derivation };
  const head = encodeHeader({ format: backupFormat, app, createdAt: now, frameBytes, encryption });
  await file.writeFile(head.bytes);
  if (passphrase === null || derivation === null) {
    return createFrameWriter(file, plainFrames(head.sha256), frameBytes);
  }
  const keys = await deriveKeys(passphrase, derivation);
  await file.writeFile(markOf(keys.check, head.sha256));
  return createFrameWriter(file, encryptedFrames(keys.content, head.sha256), frameBytes);
}

interface ListedFiles {
  readonly found: readonly { readonly sha256: string; readonly bytes: number }[];
  readonly missing: readonly string[];
}

/** Reads every file: one that the disk has changed is not put into a backup as if it were sound. */
async function listFiles(
  paths: DataPaths,
  hashes: readonly string[],
  signal: AbortSignal,
): Promise<ListedFiles> {
  const found: { sha256: string; bytes: number }[] = [];
  const missing: string[] = [];
  for (const sha256 of hashes) {
    signal.throwIfAborted();
    const checked = await checkBlob(blobPath(paths, sha256));
    if (checked.kind === 'found') found.push({ sha256, bytes: checked.bytes });
    else missing.push(sha256);
  }
  return { found, missing };
}

interface Entries {
  readonly request: BackupRequest;
  readonly database: string;
  readonly copy: DatabaseCopy;
  readonly files: ListedFiles;
  readonly meter: (bytes: number) => void;
}

async function writeEntries(writer: FrameWriter, entries: Entries): Promise<BackupManifest> {
  const { request, database, copy, files, meter } = entries;
  const { size } = await stat(database);
  const sha256 = await writeEntry(writer, { kind: 'database', bytes: size }, database, meter);
  for (const found of files.found) {
    const path = blobPath(request.paths, found.sha256);
    const written = await writeEntry(writer, { kind: 'file', ...found }, path, meter);
    if (written !== found.sha256) throw new AppError(storageError('storage.failed'));
  }
  const manifest: BackupManifest = {
    app: request.app,
    createdAt: request.now,
    schemaVersion: copy.schemaVersion,
    database: { bytes: size, sha256 },
    counts: copy.counts,
    span: copy.span,
    files: files.found,
    missingFiles: files.missing,
  };
  const json = Buffer.from(JSON.stringify(manifest), 'utf8');
  await writeHead(writer, { kind: 'manifest', bytes: json.length });
  await writer.write(json);
  return manifest;
}

async function writeHead(writer: FrameWriter, entry: BackupEntry): Promise<void> {
  const json = Buffer.from(JSON.stringify(entry), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  await writer.write(Buffer.concat([length, json]));
}

/** Returns the SHA-256 of what was written. Throws when the file is not as long as its entry says. */
async function writeEntry(
  writer: FrameWriter,
  entry: BackupEntry,
  path: string,
  meter: (bytes: number) => void,
): Promise<string> {
  await writeHead(writer, entry);
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of createReadStream(path, { highWaterMark: frameBytes })) {
    if (!(piece instanceof Buffer)) continue;
    hash.update(piece);
    bytes += piece.length;
    if (bytes <= entry.bytes) await writer.write(piece);
    meter(piece.length);
  }
  if (bytes !== entry.bytes) throw new AppError(storageError('storage.failed'));
  return hash.digest('hex');
}

const createMeter = (total: number, { signal, onProgress }: JobControl): ((bytes: number) => void) => {
  let done = 0;
  return (bytes) => {
    signal.throwIfAborted();
    done += bytes;
    onProgress({ phase: 'writing', done: Math.min(done, total), total });
  };
};

/** A share may have no such call; the file itself is on its disk. */
function syncFolderIfPossible(path: string): void {
  try {
    syncFolderOf(path);
  } catch {
    // The name lasts as soon as the system writes it down.
  }
}
