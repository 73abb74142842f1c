import { rmSync } from 'node:fs';
import { z } from 'zod';
import type { JobControl } from '#main/ports/backups';
import {
  backupSummarySchema,
  restoreChoicesSchema,
  restorePreviewSchema,
  restoreResultSchema,
} from '#shared/domain/backup';
import type { BackupSummary } from '#shared/domain/backup';
import { dataPaths, sizeOf } from '../data-folder';
import type { BackupManifest } from './backup-manifest';
import { openBackup } from './open-backup';
import { previewRestore } from './preview-restore';
import { restoreBackup } from './restore-backup';
import { openOurs, openStaged } from './staged-database';
import { takeFiles } from './take-files';
import { writeBackup } from './write-backup';

const hashes = z.array(z.string()).readonly();
const cost = z.strictObject({ memoryKiB: z.number(), passes: z.number(), lanes: z.number() });

/** A long job on connections of its own. `folder` is the data folder, `unpacked` that of an opened backup. */
export const backupJobSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('write'),
    folder: z.string(),
    target: z.string(),
    passphrase: z.string().nullable(),
    cost: cost.nullable(),
    app: z.string(),
    now: z.number(),
    migrationsFolder: z.string(),
  }),
  z.strictObject({
    kind: z.literal('open'),
    folder: z.string(),
    file: z.string(),
    passphrase: z.string().nullable(),
    now: z.number(),
    migrationsFolder: z.string(),
  }),
  z.strictObject({
    kind: z.literal('restore'),
    folder: z.string(),
    unpacked: z.string(),
    files: hashes,
    choices: restoreChoicesSchema,
    now: z.number(),
    migrationsFolder: z.string(),
  }),
]);
export type BackupJob = z.infer<typeof backupJobSchema>;
type JobOf<K extends BackupJob['kind']> = Extract<BackupJob, { kind: K }>;

/** What each job answers. */
export const backupAnswers = {
  write: backupSummarySchema,
  open: z.strictObject({
    folder: z.string(),
    summary: backupSummarySchema,
    preview: restorePreviewSchema,
    files: hashes,
  }),
  restore: restoreResultSchema,
};
export type BackupAnswer<K extends BackupJob['kind']> = z.infer<(typeof backupAnswers)[K]>;

/** Does a job in the calling thread. Throws AppError `backup.*`, `storage.*`, and the signal's reason. */
export function runBackupJob(job: BackupJob, control: JobControl): Promise<unknown> {
  switch (job.kind) {
    case 'write':
      return write(job, control);
    case 'open':
      return openAndCompare(job, control);
    case 'restore':
      return restore(job, control);
  }
}

const clockAt = (now: number) => ({ now: () => now, monotonic: () => performance.now() });

function summaryOf(manifest: BackupManifest, bytes: number, leftOut: number): BackupSummary {
  const { app, createdAt, counts, span, files, missingFiles } = manifest;
  return {
    app,
    createdAt,
    bytes,
    conversations: counts.conversations,
    messages: counts.messages,
    files: files.length,
    fileBytes: files.reduce((sum, file) => sum + file.bytes, 0),
    missingFiles: missingFiles.length + leftOut,
    span,
  };
}

async function write(job: JobOf<'write'>, control: JobControl): Promise<BackupAnswer<'write'>> {
  const { folder, target, passphrase, cost, app, now, migrationsFolder } = job;
  const request = { paths: dataPaths(folder), target, passphrase, app, now, migrationsFolder };
  const { manifest, bytes } = await writeBackup(cost === null ? request : { ...request, cost }, control);
  return summaryOf(manifest, bytes, 0);
}

async function openAndCompare(job: JobOf<'open'>, control: JobControl): Promise<BackupAnswer<'open'>> {
  const { file, passphrase, migrationsFolder, now } = job;
  const paths = dataPaths(job.folder);
  const opened = await openBackup({ file, passphrase, staging: paths.staging, migrationsFolder }, control);
  const { folder, manifest, leftOutFiles } = opened;
  try {
    const leftOut = new Set(leftOutFiles);
    const files = manifest.files.map(({ sha256 }) => sha256).filter((sha256) => !leftOut.has(sha256));
    const summary = summaryOf(manifest, sizeOf(file), leftOut.size);
    const theirs = openStaged(folder, migrationsFolder, clockAt(now));
    const ours = openOurs(paths.database, clockAt(now));
    try {
      return { folder, summary, files, preview: await previewRestore(ours, theirs, control) };
    } finally {
      ours.client.close();
      theirs.client.close();
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

async function restore(job: JobOf<'restore'>, control: JobControl): Promise<BackupAnswer<'restore'>> {
  const { unpacked, migrationsFolder, now, files, choices } = job;
  const paths = dataPaths(job.folder);
  await takeFiles(dataPaths(unpacked), paths, files, now);
  const theirs = openStaged(unpacked, migrationsFolder, clockAt(now));
  const ours = openOurs(paths.database, clockAt(now));
  try {
    return await restoreBackup(ours, theirs, choices, control);
  } finally {
    ours.client.close();
    theirs.client.close();
  }
}
