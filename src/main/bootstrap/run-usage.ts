import { builtinProviders } from '#main/features/providers/provider-ids';
import { readEnvironment } from '#main/features/providers/read-environment';
import { usageFromTerminal } from '#main/features/usage/usage-from-terminal';
import { createJsonUsagePrinter, createTextUsagePrinter } from '#main/features/usage/usage-printer';
import type { Invocation } from './invocation';
import { openForTerminal } from './open-for-terminal';
import { runInTerminal } from './run-in-terminal';
import type { Start } from './start';

const providersOf = ({ environment }: Start) => readEnvironment(environment.variables).providers;

/** Prints what was used and what it cost, and ends the process. */
export function runUsage(
  start: Start,
  { range, isJson }: Extract<Invocation, { verb: 'usage' }>,
): Promise<void> {
  return runInTerminal(start, async (terminal) => {
    const printer = isJson ? createJsonUsagePrinter(terminal) : createTextUsagePrinter(terminal);
    const storage = await openForTerminal(start, terminal);
    if (!storage.ok) {
      printer.end(storage.error);
      return 1;
    }
    const { usage, providers } = storage.value.store;
    const named = [...builtinProviders, ...providersOf(start), ...providers.list()];
    const providerName = (id: string): string | null => named.find((each) => each.id === id)?.name ?? null;
    return usageFromTerminal({ usage, providerName, printer }, range);
  });
}
