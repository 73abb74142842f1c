import { searchFromTerminal } from '#main/features/search/search-from-terminal';
import { createJsonSearchPrinter, createTextSearchPrinter } from '#main/features/search/search-printer';
import type { Invocation } from './invocation';
import { openStorage } from './open-storage';
import { endThenExit } from './quit';
import type { Start } from './start';

type SearchInvocation = Extract<Invocation, { verb: 'search' }>;

/** After this long a person is told why there is no answer yet. */
const quietMs = 1_500;

/** Searches from a terminal and ends the process. Nobody waits for this thread, so the index is made in it when it has to be. */
export async function runSearch(start: Start, invocation: SearchInvocation): Promise<void> {
  const exitCode = await search(start, invocation);
  await Promise.all([written(process.stdout), written(process.stderr)]);
  await endThenExit(start.phases, start.logger, exitCode);
}

async function search(start: Start, { text, limit, isJson }: SearchInvocation): Promise<0 | 1> {
  const output = {
    out: (line: string) => void process.stdout.write(line),
    error: (line: string) => void process.stderr.write(line),
  };
  const printer = isJson ? createJsonSearchPrinter(output) : createTextSearchPrinter(output);
  const storage = openStorage(start, () => undefined, { searchesHere: true });
  if (!storage.ok) {
    printer.end(storage.error, 0);
    return 1;
  }
  const timer = setTimeout(() => output.error('The search index is being made …\n'), quietMs);
  try {
    return await searchFromTerminal({ search: storage.value.store.search, printer }, { text, limit });
  } finally {
    clearTimeout(timer);
  }
}

const written = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => stream.write('', () => resolve()));
