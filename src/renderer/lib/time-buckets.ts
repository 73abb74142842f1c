import { dayOfYear } from './dates';

export type BucketUnit = 'day' | 'week' | 'month';

/** One bar: a day, or some days put together. */
export interface TimeBucket<T> {
  /** Local midnight of its first day, and of its last. */
  readonly first: number;
  readonly last: number;
  readonly items: readonly T[];
}

/** More bars than this would be too thin to be told apart. */
const mostBars = 62;
const dayMs = 86_400_000;

/** Local midnight of `2026-11-21`. */
export function midnightOf(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

/** `2026-11-21` of a time. */
export function dayName(time: number): string {
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The first day of what a day is in; weeks begin on Monday. */
function beginning(date: Date, unit: BucketUnit): Date {
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()];
  if (unit === 'month') return new Date(year, month, 1);
  return new Date(year, month, unit === 'week' ? day - ((date.getDay() + 6) % 7) : day);
}

function next(first: Date, unit: BucketUnit): Date {
  const [year, month, day] = [first.getFullYear(), first.getMonth(), first.getDate()];
  if (unit === 'month') return new Date(year, month + 1, 1);
  return new Date(year, month, day + (unit === 'week' ? 7 : 1));
}

function unitFor(from: Date, to: Date): BucketUnit {
  const days = Math.round((to.getTime() - from.getTime()) / dayMs) + 1;
  if (days <= mostBars) return 'day';
  return days <= mostBars * 7 ? 'week' : 'month';
}

/** Bars from the first to the last day without a gap; days before `from` are left out. */
export function timeBuckets<T extends { readonly day: string }>(
  days: readonly T[],
  from: number | null,
  now: number,
): { readonly unit: BucketUnit; readonly buckets: readonly TimeBucket<T>[] } {
  const within = days.filter(({ day }) => from === null || midnightOf(day).getTime() >= from);
  const today = beginning(new Date(now), 'day');
  const [earliest, latest] = [within[0], within.at(-1)];
  const start = from === null ? (earliest === undefined ? today : midnightOf(earliest.day)) : new Date(from);
  const end = latest === undefined || midnightOf(latest.day) < today ? today : midnightOf(latest.day);
  const unit = unitFor(start, end);
  const items = new Map<number, T[]>();
  for (const each of within) {
    const key = beginning(midnightOf(each.day), unit).getTime();
    items.set(key, [...(items.get(key) ?? []), each]);
  }
  const buckets: TimeBucket<T>[] = [];
  for (let first = beginning(start, unit); first <= end; first = next(first, unit)) {
    const following = next(first, unit);
    const last = new Date(following.getFullYear(), following.getMonth(), following.getDate() - 1).getTime();
    buckets.push({ first: first.getTime(), last, items: items.get(first.getTime()) ?? [] });
  }
  return { unit, buckets };
}

/** `12 Dec`, or `12 Dec – 18 Dec` of some days. */
export function bucketName(
  { first, last }: Pick<TimeBucket<unknown>, 'first' | 'last'>,
  now: number,
): string {
  return first === last ? dayOfYear(first, now) : `${dayOfYear(first, now)} – ${dayOfYear(last, now)}`;
}

/** A round figure at or above the highest bar: 1, 2 or 5 with zeros. */
export function roundTop(highest: number): number {
  if (highest <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= highest) ?? 10;
  return step * power;
}
