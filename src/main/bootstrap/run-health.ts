import { createAskEvents } from '#main/features/ask/ask-events';
import { healthFromTerminal } from '#main/features/health/health-from-terminal';
import { createJsonHealthPrinter, createTextHealthPrinter } from '#main/features/health/health-printer';
import { readEnvironment } from '#main/features/providers/read-environment';
import { connectProvider } from '#main/providers/registry';
import { composeEngine } from './compose-engine';
import type { Invocation } from './invocation';
import { openSecrets } from './open-secrets';
import { openStorage } from './open-storage';
import { endThenExit } from './quit';
import type { Start } from './start';
import { openTerminal } from './terminal';

/** Prints how providers and models do, and ends the process; nothing is asked of them. */
export async function runHealth(
  start: Start,
  { isJson }: Extract<Invocation, { verb: 'health' }>,
): Promise<void> {
  const terminal = openTerminal(process);
  const printer = isJson ? createJsonHealthPrinter(terminal) : createTextHealthPrinter(terminal);
  const storage = openStorage(start, () => undefined);
  let exitCode: 0 | 1 = 1;
  if (!storage.ok) printer.end(storage.error);
  else {
    const events = createAskEvents();
    const { health } = composeEngine({
      store: storage.value.store,
      secrets: openSecrets(start),
      connect: connectProvider,
      environment: readEnvironment(start.environment.variables),
      events,
      watches: events,
      desktop: null,
      logger: start.logger,
      onSettings: () => undefined,
    });
    exitCode = await healthFromTerminal({ health, printer });
  }
  await terminal.flush();
  await endThenExit(start.phases, start.logger, terminal.readerLeft.aborted ? 1 : exitCode);
}
