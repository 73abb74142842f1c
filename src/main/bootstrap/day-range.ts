import type { UsageRange } from '#shared/domain/ledger';

/** Local midnight at which a day (`YYYY-MM-DD`) begins, in epoch ms, `later` days after it; null for what is no day. */
function startOfDay(text: string, later: number): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const named = new Date(Number(year), Number(month) - 1, Number(day));
  if (named.getMonth() !== Number(month) - 1 || named.getDate() !== Number(day)) return null;
  return Math.max(0, new Date(Number(year), Number(month) - 1, Number(day) + later).getTime());
}

/** From the beginning of the first day to the end of the second, in local time; undefined is open. Null: no such days. */
export function readDayRange(
  from: string | null | undefined,
  to: string | null | undefined,
): UsageRange | null {
  const start = from === undefined ? undefined : startOfDay(from ?? '', 0);
  const end = to === undefined ? undefined : startOfDay(to ?? '', 1);
  if (start === null || end === null) return null;
  if (start !== undefined && end !== undefined && end <= start) return null;
  return { from: start ?? null, to: end ?? null };
}
