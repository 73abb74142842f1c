import type { StoreOpening } from '#main/persistence/open-store';
import type { Store } from '#main/persistence/store';
import type { Logger } from '#main/ports/logger';
import type { Engine } from './compose-engine';

/** Long after the first window is usable, */
const firstAfterMs = 15_000;
/** and then once an hour while Parley is open. */
const everyMs = 3_600_000;

/** What can wait: a daily copy of the database, the trash, lists of models that are old. Returns what ends it. */
export function beginUpkeep(
  store: Store,
  engine: Engine,
  mode: StoreOpening['mode'],
  logger: Logger,
): () => void {
  const run = async (): Promise<void> => {
    try {
      await engine.models.refreshStale();
      if (mode === 'read-only' || engine.registry.hasLive()) return;
      store.emptyTrash();
      await store.snapshots.takeIfDue();
    } catch (cause) {
      logger.error('upkeep failed', {}, cause);
    }
  };
  const first = setTimeout(() => void run(), firstAfterMs);
  const hourly = setInterval(() => void run(), everyMs);
  return () => {
    clearTimeout(first);
    clearInterval(hourly);
  };
}
