import type { MarkedToken, Token } from 'marked';
import { decodeEntities } from './decode-entities';
import { lexPlainly } from './lex';
import { safeLink } from './safe-link';
import { isOpenFence } from './to-nodes';

/** The parser's open token type is narrowed to what it makes without extensions. */
const known = (token: Token): MarkedToken => token as MarkedToken;

/** Headings of a text begin below those of the document around it. */
const highestHeading = 3;

/**
 * The same Markdown as part of a document that any viewer may open: HTML shows as text, a picture is a link, an address
 * that no window would follow is text, headings are below the document's own, and what is opened is closed. A text for
 * which this cannot be shown to hold is given as code. It is read without formulas, as most viewers read it.
 */
export function tameMarkdown(written: string): string {
  const text = withoutTabs(written);
  const tamed = lexPlainly(text)
    .tokens.map(({ raw, token }) => (token === null ? fence(raw) : tameBlock(raw, known(token))))
    .join('');
  return isTame(tamed) ? tamed : fence(text);
}

/** Behind the marks of a fence a tab closes it for some viewers and not for our parser, which then takes the rest for code. */
const withoutTabs = (text: string): string => text.replace(/(`{3}|~{3}) *\t[ \t]*$/gm, '$1');

function fence(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const marks = '`'.repeat(longest + 1);
  return `\n${marks}\n${text.replace(/\n+$/, '')}\n${marks}\n\n`;
}

function tameBlock(raw: string, token: MarkedToken): string {
  switch (token.type) {
    case 'code':
      return isOpenFence(raw) ? `${raw.replace(/\n+$/, '')}\n${/`{3,}|~{3,}/.exec(raw)?.[0] ?? ''}\n` : raw;
    case 'html':
      return fence(raw);
    case 'heading': {
      const marks = '#'.repeat(Math.min(6, token.depth + highestHeading - 1));
      return `${marks} ${tameInline(token.text, token.tokens).replace(/\s*\n\s*/g, ' ')}${/\n*$/.exec(raw)?.[0] ?? ''}`;
    }
    case 'def':
      return isSafe(token.href) ? raw : escapeMarks(raw);
    default:
      return tameInline(raw, [token]);
  }
}

/** Escapes what must not be followed, drawn or run where it stands in the source; the rest stays as it is. */
function tameInline(raw: string, tokens: readonly Token[]): string {
  let tamed = '';
  let done = 0;
  for (const leaf of leavesOf(tokens)) {
    const at = raw.indexOf(leaf.raw, done);
    if (at < 0) continue;
    tamed += raw.slice(done, at) + tameLeaf(leaf);
    done = at + leaf.raw.length;
  }
  return tamed + raw.slice(done);
}

function tameLeaf(token: MarkedToken): string {
  if (token.type === 'image' && isSafe(token.href)) return `\\${token.raw}`;
  return isOffence(token) ? escapeMarks(token.raw) : token.raw;
}

const escapeMarks = (raw: string): string => raw.replace(/[<[\]!]/g, '\\$&');

const isSafe = (address: string): boolean => safeLink(decodeEntities(address)) !== null;

function isOffence(token: MarkedToken): boolean {
  if (token.type === 'html' || token.type === 'image') return true;
  return (token.type === 'link' || token.type === 'def') && !isSafe(token.href);
}

/** What is left when a token is taken apart, in the order of the source; an offence is not taken apart. */
function leavesOf(tokens: readonly Token[]): readonly MarkedToken[] {
  return tokens.flatMap((token) => {
    const within = isOffence(known(token)) ? [] : childrenOf(known(token));
    return within.length === 0 ? [known(token)] : leavesOf(within);
  });
}

function childrenOf(token: MarkedToken): readonly Token[] {
  if (token.type === 'list') return token.items.flatMap((item) => item.tokens);
  if (token.type === 'table') return [token.header, ...token.rows].flat().flatMap((cell) => cell.tokens);
  return ('tokens' in token ? token.tokens : undefined) ?? [];
}

/** Read as a viewer reads it, nothing is left that could be drawn, followed or run. */
function isTame(text: string): boolean {
  return lexPlainly(text).tokens.every(({ raw, token }) => {
    if (token === null) return false;
    const block = known(token);
    if (block.type === 'heading' && block.depth < highestHeading) return false;
    if (block.type === 'code' && isOpenFence(raw)) return false;
    return !leavesOf([token]).some(isOffence);
  });
}
