import { describe, expect, it } from 'vitest';
import type { UsageDay, UsageSum } from '#shared/domain/ledger';
import { roundTop } from '../../lib/time-buckets';
import { bucketsOf } from './usage-buckets';
import { rangeOf } from './usage-ranges';

const sum = (nanos: number): UsageSum => ({
  requests: 1,
  failed: 0,
  input: 10,
  output: 5,
  cachedInput: 0,
  cacheWrite: 0,
  reasoning: 0,
  images: 0,
  nanos,
  unpriced: 0,
});
const day = (name: string, nanos: number): UsageDay => ({ day: name, sum: sum(nanos) });
const now = new Date(2026, 10, 21, 18).getTime();
const total = (buckets: readonly { readonly nanos: number }[]): number =>
  buckets.reduce((all, { nanos }) => all + nanos, 0);

describe('bars', () => {
  it('stand for every day of the range, also those without a request', () => {
    const { from } = rangeOf('week', now);
    const { unit, buckets } = bucketsOf([day('2026-11-16', 3), day('2026-11-20', 4)], from, now);
    expect(unit).toBe('day');
    expect(buckets.map(({ nanos }) => nanos)).toEqual([0, 3, 0, 0, 0, 4, 0]);
    expect(buckets.map(({ tokens }) => tokens)).toEqual([0, 15, 0, 0, 0, 15, 0]);
  });

  it('stand for weeks and months when there are many days, and lose nothing', () => {
    const days = [day('2025-11-22', 1), day('2025-12-31', 2), day('2026-01-01', 4), day('2026-11-21', 8)];
    const year = bucketsOf(days, rangeOf('year', now).from, now);
    expect([year.unit, year.buckets.length, total(year.buckets)]).toEqual(['week', 53, 15]);
    const all = bucketsOf([day('2023-02-03', 1), ...days], null, now);
    expect([all.unit, all.buckets.length, total(all.buckets)]).toEqual(['month', 46, 16]);
  });

  // Catches: a day of 25 hours that shifts all that follow, and a clock that was set back.
  it('keep to local days when clocks change, and show what lies ahead', () => {
    const spring = new Date(2026, 2, 30, 12).getTime();
    const { buckets } = bucketsOf([day('2026-03-30', 1)], rangeOf('week', spring).from, spring);
    expect(buckets).toHaveLength(7);
    expect(buckets.at(-1)?.nanos).toBe(1);
    const ahead = bucketsOf([day('2026-11-23', 7)], rangeOf('today', now).from, now);
    expect(ahead.buckets.map(({ nanos }) => nanos)).toEqual([0, 0, 7]);
  });

  it('reach up to a round figure', () => {
    expect([0, 0.7, 1, 1.2, 34, 5_001].map(roundTop)).toEqual([1, 1, 1, 2, 50, 10_000]);
  });
});
