import type { StoreOpening } from '#main/persistence/open-store';
import type { Store } from '#main/persistence/store';
import type { Engine } from './compose-engine';
import { sweepReviewFolders } from './review-folders';

/** Long after the first window is usable, */
const firstAfterMs = 15_000;
/** and then every few hours while Parley is open. */
const everyMs = 6 * 3_600_000;
/** While a reply streams, it waits this long. */
const laterMs = 60_000;

/**
 * What can wait: old lists of models, the trash, the daily copy of the database, what killed reviews left; and the checks of providers that a person
 * asked for. Returns what ends it.
 */
export function beginUpkeep(store: Store, engine: Engine, mode: StoreOpening['mode']): () => void {
  let timer: NodeJS.Timeout;
  const run = async (): Promise<void> => {
    if (engine.registry.hasLive()) {
      again(laterMs);
      return;
    }
    await engine.models.refreshStale();
    if (mode === 'normal') {
      await engine.retention.run(false);
      await store.tidy();
    }
    sweepReviewFolders();
    store.search.begin();
    again(everyMs);
  };
  const again = (delayMs: number): void => {
    timer = setTimeout(() => void run(), delayMs);
  };
  again(firstAfterMs);
  engine.checks.follow(store.settings.read());
  return () => {
    clearTimeout(timer);
    engine.checks.end();
  };
}
