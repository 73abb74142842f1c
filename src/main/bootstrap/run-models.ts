import { createJsonModelsPrinter, createTextModelsPrinter } from '#main/features/models/models-printer';
import { modelsFromTerminal } from '#main/features/models/models-from-terminal';
import { composeTerminalEngine } from './compose-terminal-engine';
import type { Invocation } from './invocation';
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
    ? await modelsFromTerminal({
        list: () => composeTerminalEngine(start, storage.value.store).engine.models.list(),
        printer,
      })
    : 1;
  await terminal.flush();
  await endThenExit(start.phases, start.logger, terminal.readerLeft.aborted ? 1 : exitCode);
}
