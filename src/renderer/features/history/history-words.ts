import { weekdayAndDay } from '../../lib/dates';
import { midnightOf } from '../../lib/time-buckets';

/** `Saturday 21 November 2026`, of `2026-11-21` */
export const nameOfDay = (day: string): string => weekdayAndDay(midnightOf(day).getTime());

/** `1 month ago`, `2 years ago`, `1 year and 3 months ago` */
export function agoOf(months: number): string {
  const years = Math.floor(months / 12);
  const rest = months % 12;
  const parts = [
    ...(years === 0 ? [] : [`${years} year${years === 1 ? '' : 's'}`]),
    ...(rest === 0 ? [] : [`${rest} month${rest === 1 ? '' : 's'}`]),
  ];
  return `${parts.join(' and ')} ago`;
}

/** Whole years stand first: between the months of ten years nobody would find them. */
export const yearsFirst = <D extends { readonly months: number }>(days: readonly D[]): readonly D[] => [
  ...days.filter(({ months }) => months % 12 === 0),
  ...days.filter(({ months }) => months % 12 !== 0),
];
