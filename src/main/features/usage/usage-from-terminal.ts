import { AppError } from '#shared/errors/app-error';
import { addSums } from '#shared/domain/add-sums';
import { usageDimensions, type UsageRange } from '#shared/domain/ledger';
import type { UsageRepository } from '#main/ports/usage-repository';
import type { UsagePrinter } from './usage-printer';

interface TerminalPorts {
  readonly usage: UsageRepository;
  /** What a provider is called; null for one that is not there any more. */
  readonly providerName: (id: string) => string | null;
  readonly printer: UsagePrinter;
}

/** Prints the ledger's sums: all, by day, and by everything it can be told apart by. The exit code. */
export function usageFromTerminal({ usage, providerName, printer }: TerminalPorts, range: UsageRange): 0 | 1 {
  try {
    const days = usage.days(range);
    printer.line({ type: 'total', key: null, name: null, sum: addSums(days.map(({ sum }) => sum)) });
    for (const { day, sum } of days) printer.line({ type: 'day', key: day, name: null, sum });
    for (const type of usageDimensions) {
      for (const group of usage.groups(range, type)) {
        const name = type === 'provider' ? providerName(group.key) : group.name;
        printer.line({ type, ...group, name });
      }
    }
    printer.end(null);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    printer.end(error.data);
    return 1;
  }
}
