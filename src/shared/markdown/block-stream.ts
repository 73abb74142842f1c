import type { Links } from 'marked';
import { lex, type Lexed } from './lex';
import type { Block } from './nodes';
import { repairTail } from './repair-tail';
import { toBlock } from './to-nodes';

/** Parses a text that grows. */
export interface BlockStream {
  /**
   * The blocks of `text`. Blocks that can no longer change are the same objects as before and are never parsed again.
   * `isLive` shows what is open at the end as if it were closed; without it the result is that of a fresh parse.
   */
  readonly update: (text: string, isLive: boolean) => readonly Block[];
}

/** These end by themselves, whatever the first characters of the next block become. */
const selfEnding: ReadonlySet<string> = new Set(['paragraph', 'heading', 'hr', 'table']);

type LexedToken = Lexed['tokens'][number];

/** How many tokens from the start can no longer change, whatever is appended. */
function countSettled(tokens: readonly LexedToken[]): number {
  const isBlank = (token: LexedToken | undefined): boolean => token?.token?.type === 'space';
  let last = tokens.length - 1;
  while (last >= 0 && isBlank(tokens[last])) last -= 1;
  let before = last - 1;
  while (before >= 0 && isBlank(tokens[before])) before -= 1;
  const previous = tokens[before];
  const current = tokens[last];
  if (previous === undefined || current === undefined) return 0;
  const hasBlankLine = before < last - 1 || previous.raw.endsWith('\n\n');
  const type = previous.token?.type ?? 'plain';
  const isHeadOrRule = type === 'heading' || type === 'hr';
  if (!hasBlankLine && !isHeadOrRule) return 0;
  const hasFirstLine = current.raw.includes('\n') || last < tokens.length - 1;
  return hasFirstLine || (hasBlankLine && selfEnding.has(type)) ? last : 0;
}

function describeLinks(links: Links): string {
  const names = Object.keys(links);
  return names.length === 0 ? '' : JSON.stringify(names.map((name) => [name, links[name]?.href]));
}

function toBlockList({ tokens, links }: Lexed): (Block | null)[] {
  const described = describeLinks(links);
  return tokens.map(({ raw, token }) =>
    token === null ? { type: 'plain', text: raw.trim(), raw, links: '' } : toBlock(token, described),
  );
}

const countLinks = (links: Links): number => Object.keys(links).length;

const joinRaw = (tokens: readonly LexedToken[]): string => tokens.map(({ raw }) => raw).join('');

const isBlock = (block: Block | null): block is Block => block !== null;

export function createBlockStream(): BlockStream {
  let settledText = '';
  let settled: readonly Block[] = [];
  let links: Links = {};

  const forget = (): void => {
    settledText = '';
    settled = [];
    links = {};
  };

  const settle = (lexed: Lexed, blocks: readonly (Block | null)[], count: number): void => {
    settled = [...settled, ...blocks.slice(0, count).filter(isBlock)];
    settledText += joinRaw(lexed.tokens.slice(0, count));
    links = lexed.links;
  };

  const update = (source: string, isLive: boolean): readonly Block[] => {
    const text = source.includes('\r') ? source.replace(/\r\n?/g, '\n') : source;
    if (!text.startsWith(settledText)) forget();
    const shown = isLive
      ? text.slice(0, settledText.length) + repairTail(text.slice(settledText.length))
      : text;
    let lexed = lex(shown.slice(settledText.length), links);
    const hasNewLinks = countLinks(lexed.links) !== countLinks(links);
    if (hasNewLinks && settledText !== '') {
      // A reference that is defined here may be used anywhere before.
      forget();
      lexed = lex(shown);
    }
    const blocks = toBlockList(lexed);
    const count = countSettled(lexed.tokens);
    const before = settled;
    const rest = blocks.slice(count).filter(isBlock);
    const done = blocks.slice(0, count).filter(isBlock);
    const isFinal =
      count > 0 && (!hasNewLinks || countLinks(lex(joinRaw(lexed.tokens.slice(count))).links) === 0);
    if (isFinal) settle(lexed, blocks, count);
    return [...before, ...done, ...rest];
  };
  return { update };
}

/** The blocks of a text that is complete. */
export const parseMarkdown = (text: string): readonly Block[] => createBlockStream().update(text, false);
