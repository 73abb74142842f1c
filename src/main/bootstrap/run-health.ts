import { healthFromTerminal } from '#main/features/health/health-from-terminal';
import { createJsonHealthPrinter, createTextHealthPrinter } from '#main/features/health/health-printer';
import { composeTerminalEngine } from './compose-terminal-engine';
import type { Invocation } from './invocation';
import { openForTerminal } from './open-for-terminal';
import { runInTerminal } from './run-in-terminal';
import type { Start } from './start';

/** Prints how providers and models do, and ends the process; nothing is asked of them. */
export function runHealth(start: Start, { isJson }: Extract<Invocation, { verb: 'health' }>): Promise<void> {
  return runInTerminal(start, async (terminal) => {
    const printer = isJson ? createJsonHealthPrinter(terminal) : createTextHealthPrinter(terminal);
    const storage = await openForTerminal(start, terminal);
    if (!storage.ok) {
      printer.end(storage.error);
      return 1;
    }
    const { health } = composeTerminalEngine(start, storage.value.store).engine;
    return healthFromTerminal({ health, printer });
  });
}
