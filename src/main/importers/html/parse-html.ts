import { decodeEntities } from '#shared/markdown/decode-entities';

/**
 * Just enough of HTML for pages that a machine wrote. Nothing of it is ever shown as HTML: it becomes Markdown, which is
 * shown by the same strict rules as any answer.
 */

export interface HtmlElement {
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: HtmlNode[];
}
/** An element, or text with its character references resolved. */
export type HtmlNode = HtmlElement | string;

const voids: ReadonlySet<string> = new Set([
  'br',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'wbr',
  'col',
  'source',
]);
/** Their contents are no text. */
const silent: ReadonlySet<string> = new Set([
  'script',
  'style',
  'title',
  'template',
  'noscript',
  'iframe',
  'svg',
]);
const closedBySame: ReadonlySet<string> = new Set(['p', 'li', 'tr', 'td', 'th', 'option', 'dt', 'dd']);
const mostLevels = 200;

/** The nodes of a page or of a piece of one, however it is nested or broken. */
export function parseHtml(html: string): readonly HtmlNode[] {
  const root: HtmlElement = { tag: '', attributes: new Map(), children: [] };
  const open: HtmlElement[] = [root];
  const top = (): HtmlElement => open.at(-1) ?? root;
  let at = 0;
  const tell = (text: string): void => {
    if (text !== '') top().children.push(decodeEntities(text));
  };
  while (at < html.length) {
    const start = html.indexOf('<', at);
    if (start < 0) break;
    tell(html.slice(at, start));
    const tag = readTag(html, start);
    if (tag === null) {
      tell('<');
      at = start + 1;
      continue;
    }
    at = tag.end;
    if (tag.name === '') continue;
    if (tag.isEnd) {
      const depth = open.findLastIndex((element) => element.tag === tag.name);
      if (depth > 0) open.length = depth;
    } else if (silent.has(tag.name)) {
      at = endOf(html, tag.name, at);
    } else {
      if (closedBySame.has(tag.name) && top().tag === tag.name) open.pop();
      const element: HtmlElement = { tag: tag.name, attributes: tag.attributes, children: [] };
      top().children.push(element);
      if (!voids.has(tag.name) && open.length < mostLevels) open.push(element);
    }
  }
  tell(html.slice(at));
  return root.children;
}

interface Tag {
  /** Lower case; empty for a comment or a declaration. */
  readonly name: string;
  readonly isEnd: boolean;
  readonly attributes: ReadonlyMap<string, string>;
  readonly end: number;
}

/** The tag that begins here; null when it is only a sign. */
function readTag(html: string, start: number): Tag | null {
  const next = html[start + 1] ?? '';
  if (next === '!' || next === '?') {
    const isComment = html.startsWith('<!--', start);
    const end = html.indexOf(isComment ? '-->' : '>', start + 2);
    return {
      name: '',
      isEnd: false,
      attributes: new Map(),
      end: end < 0 ? html.length : end + (isComment ? 3 : 1),
    };
  }
  const isEnd = next === '/';
  const name = /^[a-zA-Z][a-zA-Z0-9-]*/u.exec(html.slice(start + (isEnd ? 2 : 1), start + 40))?.[0];
  if (name === undefined) return null;
  let at = start + (isEnd ? 2 : 1) + name.length;
  let quote = '';
  const from = at;
  for (; at < html.length; at += 1) {
    const sign = html[at] ?? '';
    if (quote !== '') quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') break;
  }
  return { name: name.toLowerCase(), isEnd, attributes: attributesIn(html.slice(from, at)), end: at + 1 };
}

function attributesIn(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single, bare] of text
    .slice(0, 10_000)
    .matchAll(/([a-zA-Z-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gu)) {
    attributes.set(name.toLowerCase(), decodeEntities(double ?? single ?? bare ?? ''));
  }
  return attributes;
}

function endOf(html: string, name: string, from: number): number {
  const end = new RegExp(`</${name}\\b[^>]*>`, 'giu');
  end.lastIndex = from;
  return end.exec(html) === null ? html.length : end.lastIndex;
}

/** Every word in it, without its marks. */
export const textIn = (nodes: readonly HtmlNode[]): string =>
  nodes
    .map((node) => (typeof node === 'string' ? node : node.tag === 'br' ? '\n' : textIn(node.children)))
    .join('');

export function* elementsIn(nodes: readonly HtmlNode[]): Iterable<HtmlElement> {
  for (const node of nodes) {
    if (typeof node === 'string') continue;
    yield node;
    yield* elementsIn(node.children);
  }
}
