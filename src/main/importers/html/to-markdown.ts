import { fenced, link } from '../draft/markdown-pieces';
import { textIn, type HtmlElement, type HtmlNode } from './parse-html';

/** HTML as the Markdown that it was made of, as far as that can be seen. */
export const toMarkdown = (nodes: readonly HtmlNode[]): string =>
  blocksOf(nodes)
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();

const blocks: ReadonlySet<string> = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);

const isBlock = (node: HtmlNode): node is HtmlElement => typeof node !== 'string' && blocks.has(node.tag);

/** Neighbours that are no blocks are one paragraph. */
function blocksOf(nodes: readonly HtmlNode[]): string {
  const pieces: string[] = [];
  let line: HtmlNode[] = [];
  const end = (): void => {
    const words = inlineOf(line).trim();
    if (words !== '') pieces.push(words.replace(/^(#{1,6} |[-+] |> |\d+[.)] )/u, '\\$1'));
    line = [];
  };
  for (const node of nodes) {
    if (!isBlock(node)) {
      line.push(node);
      continue;
    }
    end();
    pieces.push(blockOf(node));
  }
  end();
  return pieces.filter((piece) => piece.trim() !== '').join('\n\n');
}

function blockOf(element: HtmlElement): string {
  const { tag, children } = element;
  switch (tag) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return `${'#'.repeat(Number(tag.slice(1)))} ${inlineOf(children).replace(/\s+/gu, ' ').trim()}`;
    case 'pre':
      return fenced(textIn(children), languageOf(element));
    case 'blockquote':
      return blocksOf(children).replace(/^/gmu, '> ');
    case 'ul':
    case 'ol':
      return listOf(element);
    case 'table':
      return tableOf(element);
    case 'hr':
      return '---';
    default:
      return blocksOf(children);
  }
}

function languageOf({ attributes, children }: HtmlElement): string | null {
  const inner = children.find((child): child is HtmlElement => typeof child !== 'string');
  const names = `${attributes.get('class') ?? ''} ${inner?.attributes.get('class') ?? ''}`;
  return /\b(?:language|lang)-([\w+#.-]{1,30})/u.exec(names)?.[1] ?? null;
}

function listOf({ tag, children, attributes }: HtmlElement): string {
  let number = Number.parseInt(attributes.get('start') ?? '1', 10) || 1;
  const items = children.filter((child): child is HtmlElement => typeof child !== 'string');
  return items
    .map((item) => {
      const mark = tag === 'ol' ? `${String(number)}. ` : '- ';
      number += 1;
      const body = (item.tag === 'li' ? blocksOf(item.children) : blocksOf([item])).replace(
        /\n\n(?=\s*[-\d])/gu,
        '\n',
      );
      return mark + body.replace(/\n(?=.)/gu, `\n${' '.repeat(mark.length)}`);
    })
    .join('\n');
}

function tableOf(table: HtmlElement): string {
  const rows = rowsIn(table.children).map((row) =>
    row.children
      .filter((cell): cell is HtmlElement => typeof cell !== 'string')
      .map((cell) => inlineOf(cell.children).replace(/\s+/gu, ' ').replaceAll('|', '\\|').trim()),
  );
  const width = Math.max(0, ...rows.map((row) => row.length));
  const [head, ...body] = rows;
  if (head === undefined || width === 0) return '';
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(width)}`, ...body.map(line)].join('\n');
}

const rowsIn = (nodes: readonly HtmlNode[]): readonly HtmlElement[] =>
  nodes.flatMap((node) => {
    if (typeof node === 'string') return [];
    return node.tag === 'tr' ? [node] : rowsIn(node.children);
  });

function inlineOf(nodes: readonly HtmlNode[]): string {
  return nodes.map(inlineOfNode).join('');
}

function inlineOfNode(node: HtmlNode): string {
  if (typeof node === 'string') return escaped(node);
  const inner = (): string => inlineOf(node.children);
  switch (node.tag) {
    case 'br':
      return '\n';
    case 'strong':
    case 'b':
      return marked(inner(), '**');
    case 'em':
    case 'i':
      return marked(inner(), '*');
    case 's':
    case 'del':
      return marked(inner(), '~~');
    case 'code':
      return codeOf(textIn(node.children));
    case 'a':
      return link(textIn(node.children), node.attributes.get('href') ?? '');
    case 'img':
      return escaped(node.attributes.get('alt') ?? '');
    default:
      return isBlock(node) ? `\n\n${blockOf(node)}\n\n` : inner();
  }
}

/** Marks stand at the words, not at the space around them. */
function marked(words: string, marks: string): string {
  const inner = words.trim();
  if (inner === '') return words;
  const start = words.indexOf(inner);
  return `${words.slice(0, start)}${marks}${inner}${marks}${words.slice(start + inner.length)}`;
}

function codeOf(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/gu), ([marks]) => marks.length));
  const fence = '`'.repeat(longest + 1);
  return text.trim() === '' ? '' : longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

/** Signs that Markdown would take for its own. */
const escaped = (text: string): string =>
  text
    .replace(/[ \t\r\n\u00a0]+/gu, ' ')
    .replace(/[*`\\]/gu, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/\](?=\()/gu, '\\]');
