import type { AppErrorData } from '#shared/errors/app-error';
import type { SearchHit } from '#shared/domain/search';

/** Where the hits of a search from a terminal go. */
export interface SearchPrinter {
  hit(hit: SearchHit): void;
  /** After the last hit. */
  end(error: AppErrorData | null, hits: number): void;
}

/** Both take whole pieces of text, line ends included. */
export interface SearchOutput {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** One JSON object a line: a `hit` each, then one `end`. */
export function createJsonSearchPrinter({ out }: SearchOutput): SearchPrinter {
  const line = (value: object): void => out(`${JSON.stringify(value)}\n`);
  return {
    hit: ({ conversationId, messageId, title, role, model, createdAt, snippet }) =>
      line({
        type: 'hit',
        ...{ conversationId, messageId, title, role, model, createdAt },
        snippet: snippet.text,
        marks: snippet.marks,
      }),
    end: (error) =>
      line({ type: 'end', error: error === null ? null : { code: error.code, message: error.message } }),
  };
}

/** What a terminal could take for an order to itself is left out. */
const printable = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+/g, ' ');

const day = (time: number): string => {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** Two lines a hit: where it is, and what it says. */
export function createTextSearchPrinter({ out, error }: SearchOutput): SearchPrinter {
  return {
    hit: ({ title, role, model, createdAt, snippet }) => {
      const who = role === 'user' ? 'you' : (model ?? role);
      out(`${day(createdAt)}  ${printable(title)}  (${printable(who)})\n    ${printable(snippet.text)}\n`);
    },
    end: (failure, hits) => {
      if (failure !== null) error(`${failure.message}\n`);
      else if (hits === 0) error('Nothing was found.\n');
    },
  };
}
