import type { SearchFilter } from '#shared/domain/search-query';

/** Epoch ms: from `after` on, in front of `before`. */
export interface DateRange {
  readonly after: number;
  readonly before: number;
}

// Times outside of these years are damage, or a clock that was never set: they count as the first or the last.
const firstYear = 1970;
const lastYear = 2100;
const dayMs = 86_400_000;
const earliest = Date.UTC(firstYear, 0);
const latest = Date.UTC(lastYear + 1, 0) - 1;

const yearFacet = (year: number): string => `year:${year}`;
const monthFacet = (year: number, month: number): string =>
  `month:${year}-${String(month + 1).padStart(2, '0')}`;

const calendarOf = (time: number) => {
  const date = new Date(Math.min(Math.max(time, earliest), latest));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() };
};

export function dateFacetsOf(time: number): { readonly year: string; readonly month: string } {
  const { year, month } = calendarOf(time);
  return { year: yearFacet(year), month: monthFacet(year, month) };
}

export function dateRangeOf(filters: readonly SearchFilter[]): DateRange {
  let [after, before] = [-Infinity, Infinity];
  for (const filter of filters) {
    if (filter.kind !== 'before' && filter.kind !== 'after') continue;
    const isLowerBound = (filter.kind === 'after') !== filter.isNegated;
    if (isLowerBound) after = Math.max(after, filter.time);
    else before = Math.min(before, filter.time);
  }
  return { after, before };
}

/** The years and months that a range touches, with a day to spare; null for all of time. */
export function listDateFacets({ after, before }: DateRange): readonly string[] | null {
  if (after === -Infinity && before === Infinity) return null;
  const from = calendarOf(after - dayMs);
  const to = calendarOf(before + dayMs);
  const facets: string[] = [];
  for (let { year } = from; year <= to.year; year += 1) {
    const first = year === from.year ? from.month : 0;
    const last = year === to.year ? to.month : 11;
    if (first === 0 && last === 11) facets.push(yearFacet(year));
    else for (let month = first; month <= last; month += 1) facets.push(monthFacet(year, month));
  }
  return facets;
}
