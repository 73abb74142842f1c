import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { app } from 'electron';
import { openBackup } from '#main/persistence/backup/open-backup';
import { dataPaths } from '#main/persistence/data-folder';
import { openStore } from '#main/persistence/open-store';
import { isBackup, type FoundDatabase } from '#main/persistence/review/find-database';
import type { ImportNews } from '#shared/domain/import';
import { AppError, appError } from '#shared/errors/app-error';
import { builtWorker } from './built-worker';
import { systemClock } from './compose-engine';
import { createImportRunner } from './import-runner';
import type { ReviewFolders } from './review-folders';
import type { ReviewState } from './review-state';
import type { Start } from './start';

interface Unpacking {
  readonly start: Start;
  readonly folders: ReviewFolders;
  readonly state: ReviewState;
  /** Of the archive or the backup. */
  readonly path: string;
  /** A file with the passphrase of the backup; null: the person is asked when there is one. */
  readonly passphraseFile: string | null;
}

const migrationsFolder = (): string => join(app.getAppPath(), 'drizzle');

/** Makes a database of an export or a backup, in the review's own folder. Throws AppError `import.*`, `backup.*`, `review.not-readable`, `storage.*`. */
export async function unpackReviewed(parts: Unpacking): Promise<FoundDatabase> {
  const folder = isBackup(parts.path) ? await unpackBackup(parts) : await unpackArchive(parts);
  return { folder, database: dataPaths(folder).database };
}

/** Asks until the passphrase opens it, or the person closes the window. */
async function unpackBackup({ folders, state, path, passphraseFile }: Unpacking): Promise<string> {
  let passphrase = passphraseFile === null ? null : readPassphrase(passphraseFile);
  for (;;) {
    try {
      state.go({ type: 'opening', share: null, doing: 'Verifying the backup' });
      const staging = join(folders.root, 'backup');
      const request = { file: path, passphrase, staging, migrationsFolder: migrationsFolder() };
      return (await openBackup(request)).folder;
    } catch (error) {
      if (!(error instanceof AppError) || error.data.code !== 'backup.wrong-passphrase') throw error;
      passphrase = await state.askForPassphrase(passphrase !== null);
    }
  }
}

function readPassphrase(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    throw new AppError(appError('review.not-readable', 'The file with the passphrase cannot be read.'));
  }
}

/** By the same thread that brings exports in, into a database that nobody else has. */
async function unpackArchive({ start, folders, state, path }: Unpacking): Promise<string> {
  const folder = join(folders.root, 'archive');
  const resources = { migrationsFolder: migrationsFolder(), snapshotWorker: null };
  const opening = openStore({ folder, clock: systemClock, logger: start.logger, resources });
  if (!opening.ok) throw new AppError(opening.error);
  const { store } = opening.value;
  try {
    const runner = createImportRunner({
      folder,
      turns: store.writeTurns,
      workerPath: builtWorker('import-worker.js'),
      documentWorker: builtWorker('document-worker.js'),
      clock: systemClock,
      logger: start.logger,
    });
    const options = { intoFolder: false, onlyNew: false };
    const end = await new Promise<Extract<ImportNews, { kind: 'end' }>>((resolve) => {
      const running = runner.run({ importId: v7(), path, options, total: null }, (news) => {
        if (news.kind === 'end') resolve(news);
        else if (news.kind === 'progress') state.go(phaseOf(news));
      });
      // A window that closes ends it: what was made goes with the folder.
      app.once('will-quit', () => running.cancel());
    });
    if (end.error !== null) throw new AppError(end.error);
    if ((end.stored?.conversations ?? 0) === 0) throw new AppError(nothingInIt);
    return folder;
  } finally {
    store.close();
  }
}

const nothingInIt = appError('review.not-readable', 'There are no conversations in it.');

function phaseOf({ progress: { done, total, messages } }: Extract<ImportNews, { kind: 'progress' }>) {
  const share = total === null || total === 0 ? null : Math.min(1, done / total);
  return { type: 'opening', share, doing: `Reading the archive: ${messages} messages` } as const;
}
