/** A spreadsheet takes these for a formula, which what a model or a stranger wrote must not become. */
const formula = /^[=+\-@\t\r\n]/;

/** A cell as RFC 4180 says. A text that a spreadsheet would calculate gets an apostrophe in front. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  return quoteCell(formula.test(value) ? `'${value}` : value);
}

/** The same for a text that is known to be harmless. */
export const quoteCell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
