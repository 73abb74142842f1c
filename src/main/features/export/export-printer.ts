import type { AppErrorData } from '#shared/errors/app-error';
import type { ExportOutcome } from '#main/ports/export-output';

/** Where the news of an export goes in a terminal. */
export interface ExportPrinter {
  /** A file, by its name in the folder. */
  file(file: { readonly name: string; readonly bytes: number }): void;
  /** After the last file. */
  end(result: { readonly outcome: ExportOutcome } | { readonly error: AppErrorData }): void;
}

/** Both take whole pieces of text, line ends included. */
export interface ExportTerminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

const nothing: ExportOutcome = { conversations: 0, messages: 0, files: 0, bytes: 0 };

/** One JSON object a line, then one `end` with what was written. */
export function createJsonExportPrinter({ out }: ExportTerminal): ExportPrinter {
  const print = (value: object): void => out(`${JSON.stringify(value)}\n`);
  return {
    file: (file) => print({ type: 'file', ...file }),
    end: (result) => {
      const [sum, error] = 'error' in result ? [nothing, result.error] : [result.outcome, null];
      print({
        type: 'end',
        ...sum,
        error: error === null ? null : { code: error.code, message: error.message },
      });
    },
  };
}

const count = (value: number, noun: string): string =>
  `${value.toLocaleString('en-US')} ${noun}${value === 1 ? '' : 's'}`;

/** A name a line on standard output; how it ended on standard error. */
export function createTextExportPrinter({ out, error }: ExportTerminal): ExportPrinter {
  return {
    file: ({ name }) => out(`${name}\n`),
    end: (result) =>
      error(
        'error' in result
          ? `${result.error.message}\n`
          : `Exported ${count(result.outcome.conversations, 'conversation')} to ${count(result.outcome.files, 'file')}.\n`,
      ),
  };
}
