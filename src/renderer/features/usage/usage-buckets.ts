import type { UsageDay, UsageSum } from '#shared/domain/ledger';

export type BucketUnit = 'day' | 'week' | 'month';

/** One bar: a day, or some days put together, from the first to the last of them. */
export interface UsageBucket {
  /** Local midnight of its first day, and of its last. */
  readonly first: number;
  readonly last: number;
  readonly nanos: number;
  readonly tokens: number;
  readonly requests: number;
  readonly unpriced: number;
}

/** More bars than this would be too thin to be told apart. */
const mostBars = 62;

const midnight = (day: string): Date => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
};

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

const dayBefore = (date: Date): number =>
  new Date(date.getFullYear(), date.getMonth(), date.getDate() - 1).getTime();

const dayMs = 86_400_000;

function unitFor(from: Date, to: Date): BucketUnit {
  const days = Math.round((to.getTime() - from.getTime()) / dayMs) + 1;
  if (days <= mostBars) return 'day';
  return days <= mostBars * 7 ? 'week' : 'month';
}

/** Bars from the first to the last day without a gap: a day on which nothing was asked has one of no height. */
export function bucketsOf(
  days: readonly UsageDay[],
  from: number | null,
  now: number,
): { readonly unit: BucketUnit; readonly buckets: readonly UsageBucket[] } {
  const today = beginning(new Date(now), 'day');
  const earliest = days[0] === undefined ? today : midnight(days[0].day);
  const start = from === null ? earliest : new Date(from);
  const last = days.at(-1);
  const end = last === undefined || midnight(last.day) < today ? today : midnight(last.day);
  const unit = unitFor(start, end);
  const sums = new Map<number, UsageSum[]>();
  for (const { day, sum } of days) {
    const key = beginning(midnight(day), unit).getTime();
    sums.set(key, [...(sums.get(key) ?? []), sum]);
  }
  const buckets: UsageBucket[] = [];
  for (let first = beginning(start, unit); first <= end; first = next(first, unit)) {
    const within = sums.get(first.getTime()) ?? [];
    const total = (pick: (sum: UsageSum) => number): number =>
      within.reduce((all, sum) => all + pick(sum), 0);
    buckets.push({
      first: first.getTime(),
      last: dayBefore(next(first, unit)),
      nanos: total(({ nanos }) => nanos),
      tokens: total(({ input, output }) => input + output),
      requests: total(({ requests }) => requests),
      unpriced: total(({ unpriced }) => unpriced),
    });
  }
  return { unit, buckets };
}

/** A round figure at or above the highest bar: 1, 2 or 5 with zeros. */
export function roundTop(highest: number): number {
  if (highest <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 2, 5, 10].find((factor) => factor * power >= highest) ?? 10;
  return step * power;
}
