import { createAskEvents, type AskEvents } from '#main/features/ask/ask-events';
import { readEnvironment } from '#main/features/providers/read-environment';
import type { Store } from '#main/persistence/store';
import { connectProvider } from '#main/providers/registry';
import { builtWorker } from './built-worker';
import { composeEngine, type Engine } from './compose-engine';
import { openSecrets } from './open-secrets';
import type { Start } from './start';

/** The engine for a command line: no windows, no desktop, its events for whoever prints. */
export function composeTerminalEngine(
  start: Start,
  store: Store,
): { readonly engine: Engine; readonly events: AskEvents } {
  const events = createAskEvents();
  const engine = composeEngine({
    store,
    secrets: openSecrets(start),
    connect: connectProvider,
    environment: readEnvironment(start.environment.variables),
    events,
    watches: events,
    desktop: null,
    documentWorker: builtWorker('document-worker.js'),
    logger: start.logger,
    onSettings: () => undefined,
  });
  return { engine, events };
}
