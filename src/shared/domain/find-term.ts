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

/** The first place of a term in a folded text from `from` on, or null. */
export function findTerm(text: string, term: Sought, from = 0): TermPlace | null {
  for (let start = text.indexOf(term.text, from); start >= 0; start = text.indexOf(term.text, start + 1)) {
    const end = start + term.text.length;
    if (term.startsWord && !isWordEdge(text, start)) continue;
    if (term.endsWord && !isWordEdge(text, end)) continue;
    return { start, end };
  }
  return null;
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
