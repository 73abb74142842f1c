import { usageFromTerminal } from '#main/features/usage/usage-from-terminal';
import { createJsonUsagePrinter, createTextUsagePrinter } from '#main/features/usage/usage-printer';
import type { Invocation } from './invocation';
import { openStorage } from './open-storage';
import { endThenExit } from './quit';
import type { Start } from './start';
import { openTerminal } from './terminal';

/** Prints what was used and what it cost, and ends the process. */
export async function runUsage(
  start: Start,
  { range, isJson }: Extract<Invocation, { verb: 'usage' }>,
): Promise<void> {
  const terminal = openTerminal(process);
  const printer = isJson ? createJsonUsagePrinter(terminal) : createTextUsagePrinter(terminal);
  const storage = openStorage(start, () => undefined);
  if (!storage.ok) printer.end(storage.error);
  const exitCode = storage.ok ? usageFromTerminal({ usage: storage.value.store.usage, printer }, range) : 1;
  await terminal.flush();
  await endThenExit(start.phases, start.logger, terminal.readerLeft.aborted ? 1 : exitCode);
}
