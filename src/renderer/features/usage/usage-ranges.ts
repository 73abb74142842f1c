import type { UsageRange } from '#shared/domain/ledger';

export const rangeNames = {
  today: 'Today',
  week: 'Last 7 days',
  days: 'Last 30 days',
  month: 'This month',
  quarter: 'Last 90 days',
  year: 'Last 365 days',
  all: 'Everything',
} as const;
export type RangeName = keyof typeof rangeNames;

export const isRangeName = (text: string): text is RangeName => Object.hasOwn(rangeNames, text);

const daysBack = { today: 0, week: 6, days: 29, quarter: 89, year: 364 } as const;

/** Until now, from the beginning of a local day. */
export function rangeOf(name: RangeName, now: number): UsageRange {
  if (name === 'all') return { from: null, to: null };
  const today = new Date(now);
  const [year, month] = [today.getFullYear(), today.getMonth()];
  const first =
    name === 'month' ? new Date(year, month, 1) : new Date(year, month, today.getDate() - daysBack[name]);
  return { from: first.getTime(), to: null };
}
