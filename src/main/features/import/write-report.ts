import type { ImportedItem, ImportState } from '#shared/domain/import';

/** A cell that a table program shows as text: one that begins like a formula would be run by some. */
function cell(value: string | number): string {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

const rowOf = (cells: readonly (string | number)[]): string => `${cells.map(cell).join(',')}\r\n`;

/** One row a record. */
export async function* reportAsCsv(items: AsyncIterable<ImportedItem>): AsyncIterable<string> {
  yield `\uFEFF${rowOf(['outcome', 'title', 'messages', 'reason', 'notes'])}`;
  for await (const { outcome, title, messages, reason, notes } of items) {
    yield rowOf([outcome, title, messages, reason ?? '', notes.join(' ')]);
  }
}

/** The counts, then every record. */
export async function* reportAsJson(
  { name, phase, found, result, stored, error }: ImportState,
  items: AsyncIterable<ImportedItem>,
): AsyncIterable<string> {
  const head = JSON.stringify({ name, phase, found, result, stored, error }, null, 2);
  yield `${head.slice(0, -2)},\n  "items": [`;
  let before = '\n';
  for await (const item of items) {
    yield `${before}    ${JSON.stringify(item)}`;
    before = ',\n';
  }
  yield '\n  ]\n}\n';
}
