import type { UsageDay } from '#shared/domain/ledger';
import { timeBuckets, type BucketUnit } from '../../lib/time-buckets';

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

/** Bars from the first to the last day without a gap: a day on which nothing was asked has one of no height. */
export function bucketsOf(
  days: readonly UsageDay[],
  from: number | null,
  now: number,
): { readonly unit: BucketUnit; readonly buckets: readonly UsageBucket[] } {
  const { unit, buckets } = timeBuckets(days, from, now);
  const total = (items: readonly UsageDay[], of: (sum: UsageDay['sum']) => number): number =>
    items.reduce((all, { sum }) => all + of(sum), 0);
  return {
    unit,
    buckets: buckets.map(({ first, last, items }) => ({
      first,
      last,
      nanos: total(items, ({ nanos }) => nanos),
      tokens: total(items, ({ input, output }) => input + output),
      requests: total(items, ({ requests }) => requests),
      unpriced: total(items, ({ unpriced }) => unpriced),
    })),
  };
}
