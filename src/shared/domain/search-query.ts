import { foldText, isWordCode } from './fold-text';

/** Something that a text has to hold, or must not. */
export interface SearchTerm {
  /** Folded (fold-text.ts), not empty, no space at its ends. */
  readonly text: string;
  readonly isNegated: boolean;
  /** It is found only where a word begins, or ends. Means nothing where the term itself has no letter there. */
  readonly startsWord: boolean;
  readonly endsWord: boolean;
}

export type SearchFilter =
  | { readonly kind: 'from'; readonly value: 'user' | 'assistant' | 'system'; readonly isNegated: boolean }
  | {
      readonly kind: 'has';
      readonly value: 'image' | 'code' | 'file' | 'thinking';
      readonly isNegated: boolean;
    }
  | {
      readonly kind: 'is';
      readonly value: 'starred' | 'pinned' | 'archived' | 'unread';
      readonly isNegated: boolean;
    }
  /** Names are folded and stand for all that hold them; a tag is whole. */
  | {
      readonly kind: 'model' | 'provider' | 'persona' | 'in' | 'tag';
      readonly value: string;
      readonly isNegated: boolean;
    }
  /** Epoch ms: `before` ends in front of it, `after` begins with it. */
  | { readonly kind: 'before' | 'after'; readonly time: number; readonly isNegated: boolean };

/** A filter that cannot be used as it stands, and what to write instead. */
export interface SearchProblem {
  readonly token: string;
  readonly hint: string;
}

export interface SearchQuery {
  readonly terms: readonly SearchTerm[];
  readonly filters: readonly SearchFilter[];
  readonly problems: readonly SearchProblem[];
}

const roles: Readonly<Record<string, 'user' | 'assistant' | 'system'>> = {
  me: 'user',
  user: 'user',
  model: 'assistant',
  assistant: 'assistant',
  system: 'system',
};
const contents: Readonly<Record<string, 'image' | 'code' | 'file' | 'thinking'>> = {
  image: 'image',
  images: 'image',
  code: 'code',
  file: 'file',
  files: 'file',
  thinking: 'thinking',
};
const marks: Readonly<Record<string, 'starred' | 'pinned' | 'archived' | 'unread'>> = {
  starred: 'starred',
  pinned: 'pinned',
  archived: 'archived',
  unread: 'unread',
};

interface Token {
  /** As it was written, for what is told about it. */
  readonly written: string;
  readonly key: string | null;
  readonly value: string;
  readonly isNegated: boolean;
  readonly isQuoted: boolean;
  /** A quotation without its end: it is still being written. */
  readonly isOpen: boolean;
}

const keys = ['from', 'has', 'is', 'model', 'provider', 'persona', 'in', 'tag', 'before', 'after'] as const;
type FilterKey = (typeof keys)[number];
const isFilterKey = (key: string): key is FilterKey => (keys as readonly string[]).includes(key);

// A minus takes out what follows it, when that is a word: `->` and `--` are looked for as they stand.
const tokenPattern =
  /(?<minus>-(?=["\p{L}\p{N}]))?(?:(?<key>[a-z]+):(?=\S|$))?(?:"(?<quoted>[^"]*)(?<end>"?)|(?<bare>\S*))/giu;

function* readTokens(text: string): Generator<Token> {
  const pattern = new RegExp(tokenPattern);
  pattern.lastIndex = 0;
  const whole = text.replace(/[“”„]/g, '"');
  while (pattern.lastIndex < whole.length) {
    const next = /\S/.exec(whole.slice(pattern.lastIndex));
    if (next === null) return;
    pattern.lastIndex += next.index;
    const match = pattern.exec(whole);
    if (match === null) return;
    if (match[0] === '') pattern.lastIndex += 1;
    yield toToken(match);
  }
}

function toToken(match: RegExpExecArray): Token {
  const { minus, key, quoted, end, bare } = match.groups ?? {};
  const isQuoted = quoted !== undefined;
  const value = quoted ?? bare ?? '';
  const base = { isNegated: minus !== undefined, isQuoted, isOpen: isQuoted && end === '' };
  const name = key?.toLowerCase() ?? null;
  if (name === null || isFilterKey(name)) return { ...base, written: match[0], key: name, value };
  // No filter of ours: `std::vector`, `http://…`, `note:` are text.
  return {
    ...base,
    written: match[0],
    key: null,
    value: match[0].slice(minus?.length ?? 0),
    isQuoted: false,
  };
}

/** At most this many terms and filters are taken; the rest of a text that long is not looked for. */
const maxTokens = 40;

/** Reads what a person wrote into the search box. Never throws: what is no filter is text. */
export function parseSearchQuery(text: string): SearchQuery {
  const terms: SearchTerm[] = [];
  const filters: SearchFilter[] = [];
  const problems: SearchProblem[] = [];
  for (const token of readTokens(text)) {
    if (terms.length + filters.length >= maxTokens) break;
    if (token.key === null || !isFilterKey(token.key)) {
      const term = toTerm(token);
      if (term !== null) terms.push(term);
      continue;
    }
    const filter = toFilter(token.key, token);
    if (typeof filter === 'string') problems.push({ token: token.written, hint: filter });
    else filters.push(filter);
  }
  return { terms, filters, problems };
}

function toTerm({ value, isNegated, isQuoted, isOpen }: Token): SearchTerm | null {
  const text = foldText(value).trim();
  if (text === '') return null;
  return {
    text,
    isNegated,
    startsWord: isQuoted || isShortWord(text),
    endsWord: isQuoted && !isOpen,
  };
}

/** One or two letters stand in nearly every word: they are looked for where words begin. */
function isShortWord(text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return codes.length <= 2 && codes.every(isWordCode);
}

/** The filter, or the sentence that says how to write it. */
function toFilter(key: FilterKey, { value, isNegated }: Token): SearchFilter | string {
  const name = foldText(value).trim();
  switch (key) {
    case 'from': {
      const role = roles[name];
      return role === undefined ? 'Write from:me or from:model.' : { kind: key, value: role, isNegated };
    }
    case 'has': {
      const content = contents[name];
      return content === undefined
        ? 'Write has:image, has:code, has:file or has:thinking.'
        : { kind: key, value: content, isNegated };
    }
    case 'is': {
      const mark = marks[name];
      return mark === undefined
        ? 'Write is:starred, is:pinned, is:archived or is:unread.'
        : { kind: key, value: mark, isNegated };
    }
    case 'before':
    case 'after': {
      const time = readDate(name);
      return time === null
        ? `Write a year, month or day: ${key}:2026, ${key}:2026-01 or ${key}:2026-01-31.`
        : { kind: key, time, isNegated };
    }
    default:
      return name === '' ? namesHint[key] : { kind: key, value: name, isNegated };
  }
}

const namesHint = {
  model: 'Write a part of the model’s name: model:sonnet.',
  provider: 'Write a part of the provider’s name: provider:openai.',
  persona: 'Write a part of the persona’s name: persona:writer.',
  in: 'Write the name of a folder: in:work.',
  tag: 'Write a tag: tag:recipe.',
} as const;

/** The first moment of a year, a month or a day of the local calendar, in epoch ms. */
function readDate(text: string): number | null {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)];
  const date = new Date(year, month - 1, day);
  const isReal = date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day;
  return isReal ? date.getTime() : null;
}
