import { createJsonModelsPrinter, createTextModelsPrinter } from '#main/features/models/models-printer';
import { modelsFromTerminal } from '#main/features/models/models-from-terminal';
import { composeTerminalEngine } from './compose-terminal-engine';
import type { Invocation } from './invocation';
import { openForTerminal } from './open-for-terminal';
import { runInTerminal } from './run-in-terminal';
import type { Start } from './start';

/** Prints the models that are known, and ends the process. */
export function runModels(start: Start, { isJson }: Extract<Invocation, { verb: 'models' }>): Promise<void> {
  return runInTerminal(start, async (terminal) => {
    const printer = isJson ? createJsonModelsPrinter(terminal) : createTextModelsPrinter(terminal);
    const storage = await openForTerminal(start, terminal);
    if (!storage.ok) {
      printer.end(storage.error);
      return 1;
    }
    return modelsFromTerminal({
      list: () => composeTerminalEngine(start, storage.value.store).engine.models.list(),
      printer,
    });
  });
}
