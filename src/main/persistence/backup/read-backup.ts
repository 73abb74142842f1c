import { createHash } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#shared/errors/app-error';
import { storageError } from '../storage-error';
import { damagedBackup, missingPassphrase, notABackup, wrongPassphrase } from './backup-error';
import { headBytes, isSameMark, markBytes, markOf, readHeader } from './backup-header';
import type { JobControl } from '#main/ports/backups';
import { entrySchema, manifestSchema, maxEntryBytes } from './backup-manifest';
import type { BackupEntry, BackupManifest } from './backup-manifest';
import { checkBackupDatabase } from './check-backup-database';
import { createFrameReader } from './frame-stream';
import type { FrameReader } from './frame-stream';
import { encryptedFrames, plainFrames } from './frame-seal';
import type { FrameSeal } from './frame-seal';
import { deriveKeys } from './passphrase-keys';

export interface ReadRequest {
  readonly file: string;
  readonly passphrase: string | null;
  /** An own, empty folder: the database is put there. */
  readonly staging: string;
  readonly migrationsFolder: string;
}

/** Where the bytes of an entry go; null: they are only hashed. */
export interface EntrySink {
  write(piece: Buffer): Promise<void>;
  /** `isSound`: they are what the entry's name says. */
  end(isSound: boolean): Promise<void>;
}

export interface ReadSinks {
  /** Path of the database in the staging folder. */
  readonly database: string;
  file(sha256: string): Promise<EntrySink | null>;
}

export interface ReadBackup {
  readonly manifest: BackupManifest;
  /** Files whose bytes are not those that their name says. */
  readonly unsound: readonly string[];
}

/** Reads a whole backup without keeping anything of it, and the database in it page by page. Throws like `readBackup`. */
export async function verifyBackup(request: ReadRequest, control: JobControl): Promise<BackupManifest> {
  const database = join(request.staging, 'verify.db');
  const sinks: ReadSinks = { database, file: () => Promise.resolve(null) };
  const { manifest, unsound } = await readBackup(request, sinks, { control, phase: 'verifying' });
  if (unsound.length > 0) throw damagedBackup();
  checkBackupDatabase(database, request.migrationsFolder, manifest);
  return manifest;
}

/** What can be known without a passphrase. Throws AppError `backup.unreadable`, `backup.newer`, `storage.failed`. */
export async function isEncryptedBackup(path: string): Promise<boolean> {
  const file = await openBackupFile(path);
  try {
    return (await readHead(file)).header.encryption !== null;
  } finally {
    await file.close();
  }
}

interface ReadWay {
  readonly control: JobControl;
  readonly phase: 'verifying' | 'opening';
}

/**
 * Reads a backup from its first byte to its last; every frame is authenticated before anything in it is looked at, and
 * what was written out counts only once this has returned. Throws AppError `backup.wrong-passphrase`,
 * `backup.unreadable`, `backup.newer`, `storage.*`, and the signal's reason.
 */
export async function readBackup(request: ReadRequest, sinks: ReadSinks, way: ReadWay): Promise<ReadBackup> {
  const file = await openBackupFile(request.file);
  try {
    const { size } = await file.stat();
    checkFreeSpace(request.staging, size);
    const reader = await beginReading(file, request.passphrase, way.control.signal);
    const meter = createMeter(size, way);
    return await readEntries(reader, sinks, meter);
  } finally {
    await file.close();
  }
}

async function openBackupFile(path: string): Promise<FileHandle> {
  try {
    if (!(await stat(path)).isFile()) throw notABackup();
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof AppError) throw error;
    const failed = new AppError(
      storageError('storage.failed', 'The backup could not be opened. Check that the file is there.'),
    );
    failed.cause = error;
    throw failed;
  }
}

/** A backup is not compressed: what it unpacks to is never larger than itself. */
function checkFreeSpace(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= bytes * 1.05) return;
  throw new AppError(
    storageError(
      'storage.full',
      `There is not enough room to unpack the backup: it needs ${Math.ceil(bytes / 1_048_576)} MB. Free some space, then try again.`,
    ),
  );
}

async function readHead(file: FileHandle) {
  const head = Buffer.alloc(headBytes);
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  return readHeader(head.subarray(0, bytesRead));
}

async function beginReading(
  file: FileHandle,
  passphrase: string | null,
  signal: AbortSignal,
): Promise<FrameReader> {
  const { header, bytes, sha256 } = await readHead(file);
  let seal: FrameSeal = plainFrames(sha256);
  let from = bytes;
  if (header.encryption !== null) {
    if (passphrase === null) throw missingPassphrase();
    const mark = Buffer.alloc(markBytes);
    const { bytesRead } = await file.read(mark, 0, markBytes, bytes);
    if (bytesRead < markBytes) throw damagedBackup('it ends too early');
    const keys = await deriveKeys(passphrase, header.encryption.key);
    signal.throwIfAborted();
    if (!isSameMark(mark, markOf(keys.check, sha256))) throw wrongPassphrase();
    seal = encryptedFrames(keys.content, sha256);
    from += markBytes;
  }
  return createFrameReader(file, seal, header.frameBytes, from);
}

async function readEntries(
  reader: FrameReader,
  sinks: ReadSinks,
  meter: (bytes: number) => void,
): Promise<ReadBackup> {
  const files: { sha256: string; bytes: number }[] = [];
  const unsound: string[] = [];
  const first = await readEntryHead(reader);
  if (first.kind !== 'database') throw damagedBackup();
  const database = await copyOut(reader, first.bytes, await fileSink(sinks.database), meter, () => true);
  for (;;) {
    const entry = await readEntryHead(reader);
    if (entry.kind === 'database') throw damagedBackup();
    if (entry.kind === 'manifest') {
      const manifest = readManifest(await reader.read(entry.bytes));
      await reader.expectEnd();
      expectSame(manifest, { sha256: database, bytes: first.bytes }, files);
      return { manifest, unsound };
    }
    const { sha256, bytes } = entry;
    const found = await copyOut(reader, bytes, await sinks.file(sha256), meter, (hash) => hash === sha256);
    if (found !== sha256) unsound.push(sha256);
    files.push({ sha256, bytes });
  }
}

async function readEntryHead(reader: FrameReader): Promise<BackupEntry> {
  const length = (await reader.read(4)).readUInt32BE();
  if (length > maxEntryBytes) throw damagedBackup();
  const entry = entrySchema.safeParse(parseJson(await reader.read(length)));
  if (!entry.success) throw damagedBackup();
  return entry.data;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw damagedBackup();
  }
}

function readManifest(bytes: Buffer): BackupManifest {
  const manifest = manifestSchema.safeParse(parseJson(bytes));
  if (!manifest.success) throw damagedBackup();
  return manifest.data;
}

/** The list is of exactly what was there, in its order. */
function expectSame(
  manifest: BackupManifest,
  database: BackupManifest['database'],
  files: BackupManifest['files'],
): void {
  const isSame =
    manifest.database.sha256 === database.sha256 &&
    manifest.database.bytes === database.bytes &&
    manifest.files.length === files.length &&
    files.every((file, index) => {
      const listed = manifest.files[index];
      return listed?.sha256 === file.sha256 && listed.bytes === file.bytes;
    });
  if (!isSame) throw damagedBackup('its list is not of what it holds');
}

/** Returns the SHA-256 of what was read. */
async function copyOut(
  reader: FrameReader,
  bytes: number,
  sink: EntrySink | null,
  meter: (bytes: number) => void,
  isSound: (sha256: string) => boolean,
): Promise<string> {
  const hash = createHash('sha256');
  let isWhole = false;
  let sha256 = '';
  try {
    for await (const piece of reader.pieces(bytes)) {
      hash.update(piece);
      await sink?.write(piece);
      meter(piece.length);
    }
    sha256 = hash.digest('hex');
    isWhole = isSound(sha256);
  } finally {
    await sink?.end(isWhole);
  }
  return sha256;
}

async function fileSink(path: string): Promise<EntrySink> {
  const file = await open(path, 'wx', 0o600);
  return {
    write: (piece) => file.writeFile(piece),
    end: () => file.close(),
  };
}

const createMeter = (total: number, { control, phase }: ReadWay): ((bytes: number) => void) => {
  let done = 0;
  return (bytes) => {
    control.signal.throwIfAborted();
    done += bytes;
    control.onProgress({ phase, done: Math.min(done, total), total });
  };
};
