import type { MarkedToken, Token, Tokens } from 'marked';
import { decodeEntities } from './decode-entities';
import type { MathToken } from './math-extension';
import type { Block, BlockContent, Inline, ListItem, TableAlign } from './nodes';
import { safeLink } from './safe-link';

type KnownToken = MarkedToken | MathToken;
/** The parser's open token type is narrowed to what our configuration can make. */
const known = (token: Token): KnownToken => token as KnownToken;

const text = (value: string): Inline => ({ type: 'text', text: value });

/** Neighbouring texts become one: fewer nodes on the page. */
function push(into: Inline[], node: Inline): void {
  const last = into.at(-1);
  if (node.type === 'text' && last?.type === 'text') into[into.length - 1] = text(last.text + node.text);
  else into.push(node);
}

export function toInlines(tokens: readonly Token[] | undefined): readonly Inline[] {
  const into: Inline[] = [];
  for (const token of tokens ?? []) for (const node of inlinesOf(known(token))) push(into, node);
  return into;
}

function inlinesOf(token: KnownToken): readonly Inline[] {
  switch (token.type) {
    case 'text':
      return token.tokens === undefined ? [text(decodeEntities(token.text))] : toInlines(token.tokens);
    case 'escape':
      return [text(token.text)];
    case 'strong':
      return [{ type: 'strong', children: toInlines(token.tokens) }];
    case 'em':
      return [{ type: 'emphasis', children: toInlines(token.tokens) }];
    case 'del':
      return [{ type: 'strike', children: toInlines(token.tokens) }];
    case 'codespan':
      return [{ type: 'code', text: token.text }];
    case 'br':
      return [{ type: 'break' }];
    case 'link':
      return linkOf(token);
    case 'image':
      return imageOf(token);
    case 'mathInline':
      return [{ type: 'math', tex: token.tex, isDisplay: token.isDisplay }];
    case 'checkbox':
      return [];
    default:
      // HTML, and whatever else could come: as written.
      return [text(token.raw)];
  }
}

function linkOf(token: Tokens.Link): readonly Inline[] {
  const children = toInlines(token.tokens);
  const address = token.autolink === true ? token.href : decodeEntities(token.href);
  if (/^parley:/i.test(address)) return [{ type: 'app-link', target: address, children }];
  const link = safeLink(address);
  return link === null ? [text(token.raw)] : [{ type: 'link', ...link, children }];
}

/** A picture is never fetched: it is a link that says so. */
function imageOf(token: Tokens.Image): readonly Inline[] {
  const alt = decodeEntities(token.text).trim();
  const label = text(`image: ${alt === '' ? 'no description' : alt}`);
  const link = safeLink(decodeEntities(token.href));
  return link === null ? [label] : [{ type: 'link', ...link, children: [label] }];
}

export function toBlocks(tokens: readonly Token[], links: string): readonly Block[] {
  const blocks: Block[] = [];
  for (const token of tokens) {
    const content = contentOf(known(token), links);
    if (content !== null) blocks.push({ ...content, raw: token.raw, links });
  }
  return blocks;
}

export function toBlock(token: Token, links: string): Block | null {
  return toBlocks([token], links)[0] ?? null;
}

function contentOf(token: KnownToken, links: string): BlockContent | null {
  switch (token.type) {
    case 'space':
    case 'def':
    case 'checkbox':
      return null;
    case 'paragraph':
      return { type: 'paragraph', children: toInlines(token.tokens) };
    case 'text':
      return {
        type: 'tight',
        children: token.tokens === undefined ? [text(decodeEntities(token.text))] : toInlines(token.tokens),
      };
    case 'heading':
      return { type: 'heading', depth: token.depth, children: toInlines(token.tokens) };
    case 'code':
      return codeOf(token);
    case 'blockquote':
      return { type: 'quote', blocks: toBlocks(token.tokens, links) };
    case 'list':
      return listOf(token, links);
    case 'table':
      return tableOf(token);
    case 'hr':
      return { type: 'rule' };
    case 'mathBlock':
      return { type: 'math', tex: token.tex, isOpen: token.isOpen };
    case 'html':
      return { type: 'plain', text: token.raw.replace(/\n+$/, '') };
    default:
      return { type: 'paragraph', children: inlinesOf(token) };
  }
}

function codeOf(token: Tokens.Code): BlockContent {
  const language = /^[^\s{,]*/.exec(decodeEntities(token.lang ?? ''))?.[0] ?? '';
  return { type: 'code', language, text: token.text.replace(/\n$/, ''), isOpen: isOpenFence(token.raw) };
}

export function isOpenFence(raw: string): boolean {
  const marks = /^\s*(`{3,}|~{3,})/.exec(raw)?.[1];
  if (marks === undefined) return false;
  const lines = raw.trimEnd().split('\n');
  // Further in, or behind a tab, it is a line of the code.
  const last = /^ {0,3}(\S*)$/.exec(lines.at(-1) ?? '')?.[1] ?? '';
  return lines.length < 2 || !last.startsWith(marks) || last.replaceAll(marks.charAt(0), '') !== '';
}

function listOf(token: Tokens.List, links: string): BlockContent {
  const items = token.items.map((item): ListItem => ({
    raw: item.raw,
    isChecked: item.task ? item.checked === true : null,
    blocks: toBlocks(item.tokens, links),
  }));
  return { type: 'list', start: token.ordered ? Number(token.start) || 0 : null, items };
}

function tableOf(token: Tokens.Table): BlockContent {
  const align: readonly TableAlign[] = token.align;
  const cells = (row: readonly Tokens.TableCell[]) => row.map((cell) => toInlines(cell.tokens));
  return { type: 'table', align, header: cells(token.header), rows: token.rows.map(cells) };
}
