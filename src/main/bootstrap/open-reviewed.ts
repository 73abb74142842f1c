import { statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { app } from 'electron';
import { findDatabase, isBackup, type FoundDatabase } from '#main/persistence/review/find-database';
import { openReview, type ReviewOpening } from '#main/persistence/review/open-review';
import type { ReviewKind } from '#shared/domain/review';
import { appError, type AppErrorData } from '#shared/errors/app-error';
import { fail, type Result } from '#shared/kernel/result';
import { builtWorker } from './built-worker';
import { systemClock } from './compose-engine';
import type { ReviewFolders } from './review-folders';
import type { Start } from './start';

export interface Reviewed {
  /** As a person calls it. */
  readonly name: string;
  readonly kind: ReviewKind;
  /** Null: it has to be made into a database first. */
  readonly found: FoundDatabase | null;
  readonly path: string;
}

/** What is to be reviewed: the history of the data folder where no path says otherwise. */
export function findReviewed(path: string | null, folders: ReviewFolders): Reviewed {
  const place = path === null ? folders.reviewed : resolve(path);
  const found = findDatabase(place);
  if (place === folders.reviewed) {
    return { name: 'your history', kind: 'history', found: found ?? ownOf(place), path: place };
  }
  const kind = found === null ? (isBackup(place) ? 'backup' : 'archive') : 'database';
  return { name: basename(place), kind, found, path: place };
}

const ownOf = (folder: string): FoundDatabase => ({ folder, database: join(folder, 'parley.db') });

/** Opens a database as a review; at the end it is closed. */
export function openFound(
  { phases, logger }: Start,
  { root }: ReviewFolders,
  found: FoundDatabase,
): Result<ReviewOpening, AppErrorData> {
  if (statSync(found.database, { throwIfNoEntry: false }) === undefined) {
    return fail(appError('review.not-readable', 'There is no history here yet.'));
  }
  return phases.run('storage', (atEnd) => {
    const opening = openReview({
      ...found,
      ownFolder: join(root, 'data'),
      clock: systemClock,
      logger,
      resources: {
        migrationsFolder: join(app.getAppPath(), 'drizzle'),
        searchWorker: builtWorker('search-worker.js'),
        historyWorker: builtWorker('history-worker.js'),
      },
    });
    if (opening.ok) {
      const { store } = opening.value;
      atEnd(() => store.close());
      atEnd(() => store.search.end());
    }
    return opening;
  });
}
