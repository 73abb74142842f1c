import { app } from 'electron';
import { join } from 'node:path';
import { finishErasure, type ErasureEnd } from '#main/features/erasure/finish-erasure';
import { openStore, type StoreOpening } from '#main/persistence/open-store';
import type { AppErrorData } from '#shared/errors/app-error';
import { ok, type Result } from '#shared/kernel/result';
import { builtWorker } from './built-worker';
import { systemClock } from './compose-engine';
import type { Start } from './start';

/** A copy is made at the end only if it does not hold up the end. */
const snapshotLimitMs = 4_000;

export interface OpenStorage extends StoreOpening {
  /** Of an erasure that was cut off: its rows go in the next tick, before anybody asks for them. Never rejects. */
  readonly erasure: Promise<ErasureEnd>;
}

/**
 * Opens the database of the data folder, and goes on with an erasure that was cut off. At the end the database is copied
 * if it changed, its log is emptied, and it is closed. What a terminal asks for waits for the erasure: `openForTerminal`.
 */
export function openStorage(
  { phases, folders, logger }: Start,
  onDamage: (error: AppErrorData) => void,
  /** Search runs in this thread, and sees everything that is stored. */
  { searchesHere }: { readonly searchesHere: boolean } = { searchesHere: false },
): Result<OpenStorage, AppErrorData> {
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
    if (!opening.ok) return opening;
    const { store, mode } = opening.value;
    atEnd(() => store.close());
    atEnd(() => store.search.end());
    if (mode === 'normal') {
      atEnd(async () => {
        const limit = new Promise<void>((resolve) => setTimeout(resolve, snapshotLimitMs).unref());
        await Promise.race([store.snapshots.takeIfChanged('quit'), limit]);
      });
    }
    return ok({ ...opening.value, erasure: finishErasure({ ...store, logger }) });
  });
}
