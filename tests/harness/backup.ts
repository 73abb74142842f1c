import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { backupFormat, encodeHeader } from '#main/persistence/backup/backup-header';
import { createFrameWriter } from '#main/persistence/backup/frame-stream';
import { plainFrames } from '#main/persistence/backup/frame-seal';
import { openBackup } from '#main/persistence/backup/open-backup';
import type { BackupRequest } from '#main/persistence/backup/write-backup';
import { blobPath } from '#main/persistence/blobs/blob-files';
import { dataPaths } from '#main/persistence/data-folder';
import { AppError } from '#shared/errors/app-error';
import { migrationsFolder } from './database';

export const backupName = 'out.parley-backup';
export const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

/** Cheap, so that a sweep takes no minutes; what a passphrase costs is in the header of each file. */
export const cheapCost = { memoryKiB: 8, passes: 1, lanes: 1 };

export const backupRequest = (folder: string, passphrase: string | null): BackupRequest => ({
  paths: dataPaths(folder),
  target: join(folder, backupName),
  passphrase,
  cost: cheapCost,
  app: '1.2.3',
  now: Date.UTC(2026, 5, 1),
  migrationsFolder,
});

/** The code that it fails with, or `opened`. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'opened';
  } catch (error) {
    if (error instanceof AppError) return error.data.code;
    throw error;
  }
}

/** What somebody else makes of an unencrypted backup: the same frames and lists, around what they changed. */
export async function withDatabase(
  folder: string,
  change: (database: string) => void,
  files: Readonly<Record<string, Buffer>> = {},
  more: object = {},
): Promise<string> {
  const staging = join(folder, 'changed');
  mkdirSync(staging, { recursive: true });
  const file = join(folder, backupName);
  const opened = await openBackup({ file, passphrase: null, staging, migrationsFolder });
  const paths = dataPaths(opened.folder);
  change(paths.database);
  return writeByHand(join(folder, `${randomUUID()}.parley-backup`), {
    database: readFileSync(paths.database),
    manifest: { ...opened.manifest, ...more },
    files: opened.manifest.files.map(({ sha256 }) => ({
      sha256,
      content: files[sha256] ?? readFileSync(blobPath(paths, sha256)),
    })),
  });
}

interface ByHand {
  readonly database: Buffer;
  readonly manifest: object;
  readonly files: readonly { readonly sha256: string; readonly content: Buffer }[];
}

async function writeByHand(path: string, { database, manifest, files }: ByHand): Promise<string> {
  const file = await open(path, 'wx');
  const head = encodeHeader({
    format: backupFormat,
    app: '1',
    createdAt: 1,
    frameBytes: 65_536,
    encryption: null,
  });
  await file.writeFile(head.bytes);
  const writer = createFrameWriter(file, plainFrames(head.sha256), 65_536);
  const writeEntry = async (entry: object, content: Buffer): Promise<void> => {
    const json = Buffer.from(JSON.stringify({ ...entry, bytes: content.length }));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(json.length);
    await writer.write(Buffer.concat([length, json, content]));
  };
  await writeEntry({ kind: 'database' }, database);
  for (const { sha256, content } of files) await writeEntry({ kind: 'file', sha256 }, content);
  const listed = {
    ...manifest,
    database: { bytes: database.length, sha256: createHash('sha256').update(database).digest('hex') },
    files: files.map(({ sha256, content }) => ({ sha256, bytes: content.length })),
  };
  await writeEntry({ kind: 'manifest' }, Buffer.from(JSON.stringify(listed)));
  await writer.end();
  await file.close();
  return path;
}
