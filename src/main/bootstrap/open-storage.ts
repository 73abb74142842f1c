import { app } from 'electron';
import { join } from 'node:path';
import { openStore, type StoreOpening } from '#main/persistence/open-store';
import type { AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';
import { systemClock } from './compose-engine';
import type { Start } from './start';

/** A copy is made at the end only if it does not hold up the end. */
const snapshotLimitMs = 4_000;

/** Where the build puts a thread's own file. */
export const builtWorker = (name: string): string => join(app.getAppPath(), 'out', 'main', name);

/** Opens the database of the data folder; at the end it is copied if it changed, its log is emptied, and it is closed. */
export function openStorage(
  { phases, folders, logger }: Start,
  onDamage: (error: AppErrorData) => void,
  /** Search runs in this thread, and sees everything that is stored. */
  { searchesHere }: { readonly searchesHere: boolean } = { searchesHere: false },
): Result<StoreOpening, AppErrorData> {
  return phases.run('storage', (atEnd) => {
    const opening = openStore({
      folder: folders.data,
      clock: systemClock,
      logger,
      resources: {
        migrationsFolder: join(app.getAppPath(), 'drizzle'),
        snapshotWorker: builtWorker('snapshot-worker.js'),
        erasureWorker: builtWorker('erasure-worker.js'),
        searchWorker: searchesHere ? null : builtWorker('search-worker.js'),
        backupWorker: builtWorker('backup-worker.js'),
        historyWorker: builtWorker('history-worker.js'),
      },
      app: app.getVersion(),
      onDamage,
    });
    if (opening.ok) {
      const { store, mode } = opening.value;
      atEnd(() => store.close());
      atEnd(() => store.search.end());
      if (mode === 'normal') {
        atEnd(async () => {
          const limit = new Promise<void>((resolve) => setTimeout(resolve, snapshotLimitMs).unref());
          await Promise.race([store.snapshots.takeIfChanged('quit'), limit]);
        });
      }
    }
    return opening;
  });
}
