import { isWordCode } from './fold-text';
import type { SearchTerm } from './search-query';

/** A place in a folded text, in UTF-16 units; `end` is behind it. */
export interface TermPlace {
  readonly start: number;
  readonly end: number;
}

type Sought = Pick<SearchTerm, 'text' | 'startsWord' | 'endsWord'>;

const codeBefore = (text: string, at: number): number => {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? (text.codePointAt(at - 2) ?? 0) : low;
};

const isWordAt = (text: string, at: number): boolean =>
  at >= 0 && at < text.length && isWordCode(text.codePointAt(at) ?? 0);
const isWordBefore = (text: string, at: number): boolean => at > 0 && isWordCode(codeBefore(text, at));

/** Whether a word begins or ends at a place: a letter on one side only. */
export const isWordEdge = (text: string, at: number): boolean =>
  !isWordBefore(text, at) || !isWordAt(text, at);

// What Markdown puts directly behind a word and directly before one: `**the** [air](https://…)`. Only these, and only where a
// phrase has a space: `a * b` is no phrase of two words, and no other sign is overlooked. Few, so that no text is slow.
const behindWord = String.raw`(?:[*_~\x60]|\]\([^()]{0,2000}\)){0,8}`;
const beforeWord = String.raw`(?:[*_~\x60]|!?\[){0,8}`;

interface Phrase {
  readonly find: RegExp;
  /** At a place that was found: each word and each space is a group, with its indices. */
  readonly parts: RegExp;
}

/** A term is looked for in many texts. */
const phrases = new WeakMap<Sought, Phrase>();

function phraseOf(term: Sought): Phrase {
  const known = phrases.get(term);
  if (known !== undefined) return known;
  const words = term.text.split(' ').map((word) => `(${word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')})`);
  const source = words.join(`${behindWord}( )${beforeWord}`);
  const phrase = { find: new RegExp(source, 'g'), parts: new RegExp(source, 'dy') };
  phrases.set(term, phrase);
  return phrase;
}

const hasItsEdges = (text: string, { start, end }: TermPlace, term: Sought): boolean =>
  !(term.startsWord && !isWordEdge(text, start)) && !(term.endsWord && !isWordEdge(text, end));

function findPhrase(text: string, term: Sought, from: number): TermPlace | null {
  const { find } = phraseOf(term);
  find.lastIndex = from;
  for (let found = find.exec(text); found !== null; found = find.exec(text)) {
    const place = { start: found.index, end: find.lastIndex };
    if (hasItsEdges(text, place, term)) return place;
    find.lastIndex = place.start + 1;
  }
  return null;
}

/**
 * The first place of a term in a folded text from `from` on, or null. Around the words of a phrase may stand what Markdown
 * marks them with: bold, italics, struck out, code, a link.
 */
export function findTerm(text: string, term: Sought, from = 0): TermPlace | null {
  if (term.text.includes(' ')) return findPhrase(text, term, from);
  for (let start = text.indexOf(term.text, from); start >= 0; start = text.indexOf(term.text, start + 1)) {
    const place = { start, end: start + term.text.length };
    if (hasItsEdges(text, place, term)) return place;
  }
  return null;
}

/** What of a place was looked for, in order: all of it but for marks between the words of a phrase. */
export function listPlaceParts(text: string, term: Sought, place: TermPlace): readonly TermPlace[] {
  if (place.end - place.start === term.text.length) return [place];
  const { parts } = phraseOf(term);
  parts.lastIndex = place.start;
  const groups = parts.exec(text)?.indices?.slice(1) ?? [];
  return groups.flatMap((group) => (group === undefined ? [] : [{ start: group[0], end: group[1] }]));
}

/** All places of a term that do not overlap, in order, at most `limit`. */
export function listTermPlaces(text: string, term: Sought, limit = Infinity): readonly TermPlace[] {
  const places: TermPlace[] = [];
  for (
    let place = findTerm(text, term);
    place !== null && places.length < limit;
    place = findTerm(text, term, place.end)
  ) {
    places.push(place);
  }
  return places;
}

/** Whether a folded text holds every term that it has to and none that it must not. */
export const matchesTerms = (text: string, terms: readonly SearchTerm[]): boolean =>
  terms.every((term) => (findTerm(text, term) === null) === term.isNegated);
