import { isWordEdge, listTermPlaces } from '#shared/domain/find-term';
import type { TermPlace } from '#shared/domain/find-term';
import type { SearchTerm } from '#shared/domain/search-query';

export interface Rankable {
  /** Folded. */
  readonly text: string;
  readonly title: string;
  readonly createdAt: number;
}

const halfLifeMs = 120 * 86_400_000;
/** More of the same says no more. */
const maxPlaces = 5;
/** Terms this near to each other, in characters, belong together. */
const nearBy = 80;

const placeScore = (text: string, { start, end }: TermPlace): number => {
  const startsWord = isWordEdge(text, start);
  if (startsWord && isWordEdge(text, end)) return 1;
  return startsWord ? 0.7 : 0.4;
};

function termScore(text: string, term: SearchTerm): { readonly score: number; readonly first: number } {
  const places = listTermPlaces(text, term, maxPlaces);
  const best = Math.max(0, ...places.map((place) => placeScore(text, place)));
  return { score: best + 0.1 * Math.max(0, places.length - 1), first: places[0]?.start ?? 0 };
}

/** How well a message answers a query: whole words before beginnings before middles, terms near each other, and what is newer. */
export function scoreHit(
  { text, title, createdAt }: Rankable,
  terms: readonly SearchTerm[],
  now: number,
): number {
  const wanted = terms.filter(({ isNegated }) => !isNegated);
  const age = Math.max(0, now - createdAt);
  const recency = 2 ** (-age / halfLifeMs);
  if (wanted.length === 0) return recency;
  const found = wanted.map((term) => termScore(text, term));
  const starts = found.map(({ first }) => first);
  const isNear = wanted.length > 1 && Math.max(...starts) - Math.min(...starts) <= nearBy;
  const inTitle = wanted.filter((term) => listTermPlaces(title, term, 1).length > 0).length;
  const relevance =
    found.reduce((sum, { score }) => sum + score, 0) / wanted.length +
    (isNear ? 0.3 : 0) +
    (0.3 * inTitle) / wanted.length;
  return relevance * (0.4 + 0.6 * recency);
}
