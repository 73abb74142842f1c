import { AppError, appError } from '#shared/errors/app-error';
import type { AppErrorData } from '#shared/errors/app-error';
import type { SearchCursor, SearchHit } from '#shared/domain/search';
import type { SearchIndex } from '#main/ports/search-index';
import type { SearchPrinter } from './search-printer';

export interface TerminalSearch {
  readonly text: string;
  /** At most so many hits are printed. */
  readonly limit: number;
}

interface TerminalSearchPorts {
  readonly search: SearchIndex;
  readonly printer: SearchPrinter;
}

const pageSize = 100;

/** Searches everything and prints the hits. The exit code: 0 also when nothing was found, 1 for what cannot be searched. */
export async function searchFromTerminal(
  { search, printer }: TerminalSearchPorts,
  { text, limit }: TerminalSearch,
): Promise<0 | 1> {
  let count = 0;
  try {
    for await (const hit of listHits(search, text)) {
      printer.hit(hit);
      count += 1;
      if (count === limit) break;
    }
    printer.end(null, count);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    printer.end(error.data, count);
    return 1;
  }
}

async function* listHits(search: SearchIndex, text: string): AsyncGenerator<SearchHit> {
  let cursor: SearchCursor | null = null;
  do {
    const answer = await search.search({ text, includesThinking: false, cursor, limit: pageSize });
    const [problem] = answer.problems;
    if (problem !== undefined) throw new AppError(unusable(problem.token, problem.hint));
    yield* answer.hits;
    cursor = answer.next;
  } while (cursor !== null);
}

const unusable = (token: string, hint: string): AppErrorData =>
  appError('invalid-request', `“${token}” cannot be used. ${hint}`);
