import { csvCell, quoteCell } from '#shared/domain/csv-cell';
import type { BlockContent, Inline } from '#shared/markdown/nodes';

/** May begin like a formula. */
const number = /^[+-]?(?:\d+(?:[.,\s]\d+)*|[.,]\d+)(?:e[+-]?\d+)?\s*[%€$£]?$/i;

/** What a reader sees of it, without marks. */
export function textOfInline(nodes: readonly Inline[]): string {
  return nodes.map(textOfNode).join('');
}

function textOfNode(node: Inline): string {
  switch (node.type) {
    case 'text':
    case 'code':
      return node.text;
    case 'math':
      return node.tex;
    case 'break':
      return '\n';
    default:
      return textOfInline(node.children);
  }
}

function cellOf(nodes: readonly Inline[]): string {
  const text = textOfInline(nodes).trim();
  return number.test(text) ? quoteCell(text) : csvCell(text);
}

/** All rows of a table as RFC 4180 says; a cell that a spreadsheet would calculate gets an apostrophe in front. */
export function tableToCsv({ header, rows }: Extract<BlockContent, { type: 'table' }>): string {
  return [header, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}
