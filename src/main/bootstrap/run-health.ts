import { healthFromTerminal } from '#main/features/health/health-from-terminal';
import { createJsonHealthPrinter, createTextHealthPrinter } from '#main/features/health/health-printer';
import { composeTerminalEngine } from './compose-terminal-engine';
import type { Invocation } from './invocation';
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
  if (!storage.ok) printer.end(storage.error);
  const exitCode = storage.ok
    ? await healthFromTerminal({
        health: composeTerminalEngine(start, storage.value.store).engine.health,
        printer,
      })
    : 1;
  await terminal.flush();
  await endThenExit(start.phases, start.logger, terminal.readerLeft.aborted ? 1 : exitCode);
}
