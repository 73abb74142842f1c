import type { ImportedItem, ImportSummary } from '#shared/domain/import';
import type { AppErrorData } from '#shared/errors/app-error';
import { plainLine } from '#shared/domain/plain-line';

interface Lines {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** Of an import that did not come to its end, what is known of it. */
export interface ImportOutcomeOfAll {
  readonly isDryRun: boolean;
  readonly summary: ImportSummary | null;
  readonly items: readonly ImportedItem[];
  readonly error: AppErrorData | null;
}

/** Writes what became of an import for a terminal or another program. */
export type PrintImport = (outcome: ImportOutcomeOfAll) => void;

const foundIn = ({ outcomes }: ImportSummary): number =>
  outcomes.new + outcomes.added + outcomes.existing + outcomes.failed;

/** As of the JSON report; dates in milliseconds since 1970. */
const contents = ({ branches, files, from, to, models }: ImportSummary) => ({
  contents: { branches, files, from, to, models },
});

/** One line, the end: the counts, and every record. */
export const createJsonImportPrinter =
  ({ out }: Lines): PrintImport =>
  ({ summary, items, error, isDryRun }) => {
    const counts =
      summary === null
        ? {}
        : {
            isDryRun,
            formats: summary.formats,
            ...contents(summary),
            found: foundIn(summary),
            added: summary.outcomes.new + summary.outcomes.added,
            existing: summary.outcomes.existing,
            failed: summary.outcomes.failed,
            messages: summary.newMessages,
            items: items.map(({ outcome: status, ...item }) => ({ status, ...item })),
          };
    const failure = error === null ? null : { code: error.code, message: error.message };
    out(`${JSON.stringify({ type: 'end', error: failure, ...counts })}\n`);
  };

const count = (number: number, noun: string, many = `${noun}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? noun : many}`;

/** What is in it, as the window shows before anything is stored. */
function describeContents({ conversations, messages, branches, files, from, to, models }: ImportSummary) {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const lines = [
    `in it: ${count(conversations, 'conversation')}, ${count(messages, 'message')}, ${count(branches, 'branch', 'branches')}, ${count(files, 'picture or file', 'pictures and files')}`,
    from === null || to === null ? '' : `dates: ${day(from)} to ${day(to)}`,
    models.length === 0 ? '' : `models: ${models.map(({ name }) => plainLine(name, 80)).join(', ')}`,
  ];
  return lines.map((line) => (line === '' ? '' : `${line}\n`)).join('');
}

/** What could not come, then the counts. */
export const createTextImportPrinter =
  ({ out, error: complain }: Lines): PrintImport =>
  ({ summary, items, error, isDryRun }) => {
    for (const { title, reason, notes } of items) {
      for (const sentence of [reason, ...notes]) {
        if (sentence !== null) out(`${plainLine(title, 80)}: ${plainLine(sentence, 300)}\n`);
      }
    }
    if (summary !== null) {
      const { new: fresh, added, existing, failed } = summary.outcomes;
      out(`${summary.formats.join(', ')}: ${count(foundIn(summary), 'record')}\n`);
      out(describeContents(summary));
      out(
        `${isDryRun ? 'would be new' : 'new'}: ${count(fresh, 'conversation')}, ${count(summary.newMessages, 'message')}\n`,
      );
      out(`${isDryRun ? 'would get new messages' : 'got new messages'}: ${count(added, 'conversation')}\n`);
      out(`here already: ${count(existing, 'conversation')}\n`);
      out(`could not be read: ${count(failed, 'record')}\n`);
    }
    if (error !== null) complain(`${error.message}\n`);
  };
