import { attributeOf, scanXml } from './scan-xml';
import { createTextWriter, type TextWriter } from './text-writer';
import type { Package } from './unpack';

/** Empty cells are kept up to here, so that columns stay columns. */
const mostColumns = 1_000;

/** The cells of an .xlsx, sheet by sheet: one line a row, apart by tabs, dates as dates. Results, not formulas. */
export function readSheets(book: Package): string {
  const writer = createTextWriter();
  const shared = readShared(book.read('xl/sharedStrings.xml'));
  const dates = readDateStyles(book.read('xl/styles.xml'));
  for (const { name, part } of listSheets(book)) {
    if (writer.isFull()) break;
    writer.add(`\nSheet ${name}\n`);
    writeRows(book.read(part), { shared, dates }, writer);
  }
  return writer.text();
}

function listSheets(book: Package): readonly { readonly name: string; readonly part: string }[] {
  const targets = new Map<string, string>();
  scanXml(
    book.read('xl/_rels/workbook.xml.rels'),
    ({ name, rest }) => {
      const [id, target] = [attributeOf(rest, 'Id'), attributeOf(rest, 'Target')];
      if (name === 'Relationship' && id !== null && target !== null) targets.set(id, target);
    },
    () => undefined,
  );
  const sheets: { name: string; part: string }[] = [];
  scanXml(
    book.read('xl/workbook.xml'),
    ({ name, rest, isOpening }) => {
      if (name !== 'sheet' || !isOpening) return;
      const target = targets.get(attributeOf(rest, 'id') ?? '') ?? '';
      const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
      if (book.names.includes(part)) sheets.push({ name: attributeOf(rest, 'name') ?? '', part });
    },
    () => undefined,
  );
  return sheets;
}

function readShared(xml: string): readonly string[] {
  const strings: string[] = [];
  let [current, isText, isReading] = ['', false, true];
  scanXml(
    xml,
    ({ name, isOpening, isClosing }) => {
      if (name === 't') isText = isOpening && !isClosing;
      // How a word is spoken stands beside it in some languages.
      else if (name === 'rPh') isReading = !isOpening;
      if (name !== 'si' || !isClosing) return;
      strings.push(current);
      current = '';
    },
    (text) => {
      if (isText && isReading) current += text;
    },
  );
  return strings;
}

const builtInDates: ReadonlySet<number> = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);

/** Which of a book's cell styles show a number as a date. */
function readDateStyles(xml: string): readonly boolean[] {
  const dates = new Set(builtInDates);
  const styles: boolean[] = [];
  let isCells = false;
  scanXml(
    xml,
    ({ name, rest, isOpening }) => {
      const id = Number(attributeOf(rest, 'numFmtId') ?? 'NaN');
      if (name === 'cellXfs') isCells = isOpening;
      else if (name === 'numFmt' && isOpening) {
        const format = (attributeOf(rest, 'formatCode') ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '');
        if (/[ydhs]/i.test(format)) dates.add(id);
      } else if (name === 'xf' && isOpening && isCells) styles.push(dates.has(id));
    },
    () => undefined,
  );
  return styles;
}

interface Meaning {
  readonly shared: readonly string[];
  readonly dates: readonly boolean[];
}

function writeRows(xml: string, { shared, dates }: Meaning, writer: TextWriter): void {
  let row: string[] = [];
  let [type, style, value, isValue] = ['', -1, '', false];
  scanXml(
    xml,
    ({ name, rest, isOpening, isClosing }) => {
      if (name === 'c' && isOpening) {
        const column = columnOf(attributeOf(rest, 'r'));
        while (column !== null && row.length < Math.min(column, mostColumns)) row.push('');
        type = attributeOf(rest, 't') ?? 'n';
        style = Number(attributeOf(rest, 's') ?? -1);
        value = '';
      }
      if (name === 'v' || name === 't') isValue = isOpening && !isClosing;
      else if (name === 'c' && isClosing) {
        const isDate = type === 'n' && value !== '' && dates[style] === true;
        row.push(type === 's' ? (shared[Number(value)] ?? '') : isDate ? dateOf(Number(value)) : value);
      } else if (name === 'row' && isClosing) {
        writer.add(`${row.map(onOneLine).join('\t')}\n`);
        row = [];
      }
    },
    (text) => {
      if (isValue) value += text;
    },
  );
}

const onOneLine = (cell: string): string => cell.replace(/[\t\r\n]+/g, ' ');

/** The column in `BC12`, from 0. */
function columnOf(reference: string | null): number | null {
  const letters = /^([A-Z]{1,3})\d/.exec(reference ?? '')?.[1];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Days since the end of 1899, as spreadsheets count them. */
function dateOf(days: number): string {
  const date = new Date(Math.round((days - 25_569) * 86_400) * 1_000);
  if (Number.isNaN(date.getTime())) return String(days);
  const text = date.toISOString();
  if (days < 1) return text.slice(11, 19);
  return days % 1 === 0 ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}
