import { searchFromTerminal } from '#main/features/search/search-from-terminal';
import { createJsonSearchPrinter, createTextSearchPrinter } from '#main/features/search/search-printer';
import type { Invocation } from './invocation';
import { openForTerminal } from './open-for-terminal';
import { runInTerminal } from './run-in-terminal';
import type { Start } from './start';
import type { Terminal } from './terminal';

type SearchInvocation = Extract<Invocation, { verb: 'search' }>;

/** After this long a person is told why there is no answer yet. */
const quietMs = 1_500;

/** Searches from a terminal and ends the process. Nobody waits for this thread, so the index is made in it when it has to be. */
export function runSearch(start: Start, invocation: SearchInvocation): Promise<void> {
  return runInTerminal(start, (terminal) => search(start, invocation, terminal));
}

async function search(
  start: Start,
  { text, limit, isJson }: SearchInvocation,
  terminal: Terminal,
): Promise<0 | 1> {
  const printer = isJson ? createJsonSearchPrinter(terminal) : createTextSearchPrinter(terminal);
  const storage = await openForTerminal(start, terminal, { searchesHere: true });
  if (!storage.ok) {
    printer.end(storage.error, 0);
    return 1;
  }
  const timer = setTimeout(() => terminal.error('The search index is being made …\n'), quietMs);
  try {
    return await searchFromTerminal({ search: storage.value.store.search, printer }, { text, limit });
  } finally {
    clearTimeout(timer);
  }
}
