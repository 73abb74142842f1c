import { parseMarkdown } from '#shared/markdown/block-stream';
import { describe, expect, it } from 'vitest';
import { tableToCsv } from './table-to-csv';

function csvOf(markdown: string): string {
  const [table] = parseMarkdown(markdown);
  if (table?.type !== 'table') throw new Error('no table');
  return tableToCsv(table);
}

describe('a table as CSV', () => {
  it('is what a reader sees, without marks, row by row', () => {
    const table =
      '| Name | *Price* |\n| --- | ---: |\n| **Tea** `green` | 3 |\n| [Milk](https://a.example) | |\n';
    expect(csvOf(table)).toBe('Name,Price\r\nTea green,3\r\nMilk,\r\n');
  });

  it('quotes what would end a cell', () => {
    expect(csvOf('| a |\n| - |\n| one, two |\n| say "no" |\n')).toBe('a\r\n"one, two"\r\n"say ""no"""\r\n');
  });

  // Catches: a table of a model that calculates, and sends what it read, as soon as a spreadsheet opens it.
  it.each(['=HYPERLINK("http://a.example")', '+SUM(A1)', '-2+cmd', '@now'])(
    'makes no formula of %s',
    (cell) => {
      expect(csvOf(`| a |\n| - |\n| \`${cell}\` |\n`)).toMatch(/\r\n"?'/);
    },
  );

  it.each(['-5', '+3.2', '-1,000.50', '-12 %', '-1.5e-3'])('leaves the number %s a number', (cell) => {
    expect(csvOf(`| a |\n| - |\n| ${cell} |\n`)).not.toContain("'");
  });
});
