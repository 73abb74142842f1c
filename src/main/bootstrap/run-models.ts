import { createAskEvents } from '#main/features/ask/ask-events';
import { createJsonModelsPrinter, createTextModelsPrinter } from '#main/features/models/models-printer';
import { modelsFromTerminal } from '#main/features/models/models-from-terminal';
import { readEnvironment } from '#main/features/providers/read-environment';
import { connectProvider } from '#main/providers/registry';
import type { Store } from '#main/persistence/store';
import { composeEngine, type Engine } from './compose-engine';
import type { Invocation } from './invocation';
import { openSecrets } from './open-secrets';
import { openStorage } from './open-storage';
import { endThenExit } from './quit';
import type { Start } from './start';
import { openTerminal } from './terminal';

/** Prints the models that are known, and ends the process. */
export async function runModels(
  start: Start,
  { isJson }: Extract<Invocation, { verb: 'models' }>,
): Promise<void> {
  const terminal = openTerminal(process);
  const printer = isJson ? createJsonModelsPrinter(terminal) : createTextModelsPrinter(terminal);
  const storage = openStorage(start, () => undefined);
  if (!storage.ok) printer.end(storage.error);
  const exitCode = storage.ok
    ? await modelsFromTerminal({ list: () => openEngine(start, storage.value.store).models.list(), printer })
    : 1;
  await terminal.flush();
  await endThenExit(start.phases, start.logger, terminal.readerLeft.aborted ? 1 : exitCode);
}

function openEngine(start: Start, store: Store): Engine {
  const events = createAskEvents();
  return composeEngine({
    store,
    secrets: openSecrets(start),
    connect: connectProvider,
    environment: readEnvironment(start.environment.variables),
    events,
    watches: events,
    desktop: null,
    logger: start.logger,
    onSettings: () => undefined,
  });
}
