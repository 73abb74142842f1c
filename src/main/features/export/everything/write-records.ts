import { csvCell } from '#shared/domain/csv-cell';
import type { HeldData, HeldKind, HeldRecord } from '#main/ports/held-data';
import { cleanText } from '../export-document';
import { wellFormed } from '../write-parley-file';

type Text = AsyncGenerator<string, void, undefined>;

interface Records {
  readonly pages: Iterable<readonly HeldRecord[]>;
  readonly onRecord: () => void;
  readonly pause: () => Promise<void>;
}

/** An array, one record a line. */
async function* jsonOf({ pages, onRecord, pause }: Records): Text {
  let separator = '[\n';
  for (const page of pages) {
    for (const record of page) {
      onRecord();
      yield `${separator}${JSON.stringify(record, wellFormed)}`;
      separator = ',\n';
    }
    await pause();
  }
  yield '\n]\n';
}

/** As the CSV of messages; a value that is a list or an object is JSON. */
async function* csvOf({ pages, onRecord, pause }: Records): Text {
  let isFirst = true;
  for (const page of pages) {
    for (const record of page) {
      onRecord();
      if (isFirst) yield `\ufeff${Object.keys(record).join(',')}\r\n`;
      isFirst = false;
      yield `${Object.values(record).map(cellOf).join(',')}\r\n`;
    }
    await pause();
  }
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return csvCell(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return csvCell(cleanText(typeof value === 'string' ? value : JSON.stringify(value)));
}

interface RecordsToWrite {
  readonly held: HeldData;
  readonly kind: HeldKind;
  readonly name: string;
  readonly onRecord: () => void;
  readonly pause: () => Promise<void>;
}

/** The records of a kind as the name of their file says; null when there are none. */
export function writeRecords({ held, kind, name, ...rest }: RecordsToWrite): Text | null {
  const pages = held.readPages(kind)[Symbol.iterator]();
  const first = pages.next();
  if (first.done === true) return null;
  const all = function* (): Generator<readonly HeldRecord[], void, undefined> {
    yield first.value;
    yield* { [Symbol.iterator]: () => pages };
  };
  const records = { pages: all(), ...rest };
  return name.endsWith('.json') ? jsonOf(records) : csvOf(records);
}
