import { usageFromTerminal } from '#main/features/usage/usage-from-terminal';
import { createJsonUsagePrinter, createTextUsagePrinter } from '#main/features/usage/usage-printer';
import type { Invocation } from './invocation';
import { openStorage } from './open-storage';
import { runInTerminal } from './run-in-terminal';
import type { Start } from './start';

/** Prints what was used and what it cost, and ends the process. */
export function runUsage(
  start: Start,
  { range, isJson }: Extract<Invocation, { verb: 'usage' }>,
): Promise<void> {
  return runInTerminal(start, (terminal) => {
    const printer = isJson ? createJsonUsagePrinter(terminal) : createTextUsagePrinter(terminal);
    const storage = openStorage(start, () => undefined);
    if (!storage.ok) {
      printer.end(storage.error);
      return 1;
    }
    return usageFromTerminal({ usage: storage.value.store.usage, printer }, range);
  });
}
