const dayMs = 86_400_000;

/** Midnight at the start of the local day, in epoch ms. */
function startOfDay(time: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** Local calendar days from `time` to `now`; a clock that was set back counts as today. */
function daysAgo(time: number, now: number): number {
  return Math.max(0, Math.round((startOfDay(now) - startOfDay(time)) / dayMs));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs a hundred times as much as using it, and a list uses a few for each of its rows. */
function format(time: number, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options);
  let made = formats.get(key);
  if (made === undefined) formats.set(key, (made = new Intl.DateTimeFormat('en-GB', options)));
  return made.format(time);
}

/** `Today`, `Yesterday`, `Previous 7 days`, `Previous 30 days`, then months: `October`, `October 2024`. */
export function dateGroup(time: number, now: number): string {
  const days = daysAgo(time, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days <= 7) return 'Previous 7 days';
  if (days <= 30) return 'Previous 30 days';
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return format(time, isThisYear ? { month: 'long' } : { month: 'long', year: 'numeric' });
}

/** The name of a time's group and the times around it, in epoch ms, that share it: `from` is in it, `to` is not. */
export function dateSpan(
  time: number,
  now: number,
): { readonly name: string; readonly from: number; readonly to: number } {
  const name = dateGroup(time, now);
  const today = startOfDay(now);
  const date = new Date(time);
  const month = new Date(date.getFullYear(), date.getMonth(), 1).getTime();
  const nextMonth = new Date(date.getFullYear(), date.getMonth() + 1, 1).getTime();
  const before = (days: number): number => {
    const day = new Date(today);
    day.setDate(day.getDate() - days);
    return day.getTime();
  };
  if (name === 'Today') return { name, from: today, to: Number.POSITIVE_INFINITY };
  if (name === 'Yesterday') return { name, from: before(1), to: today };
  if (name === 'Previous 7 days') return { name, from: before(7), to: before(1) };
  if (name === 'Previous 30 days') return { name, from: before(30), to: before(7) };
  return { name, from: month, to: Math.min(nextMonth, before(30)) };
}

/** As short as a row allows: `14:21`, `Fri`, `30 Oct`, `30 Oct 2024`. */
export function shortTime(time: number, now: number): string {
  const days = daysAgo(time, now);
  if (days === 0) return format(time, { hour: '2-digit', minute: '2-digit' });
  if (days <= 7) return format(time, { weekday: 'short' });
  return dayOfYear(time, now);
}

/** `14:21` today, with the day before that. */
export function messageTime(time: number, now: number): string {
  const clock = format(time, { hour: '2-digit', minute: '2-digit' });
  return daysAgo(time, now) === 0 ? clock : `${shortTime(time, now)} ${clock}`;
}

/** `14:21:07` today, `Yesterday 14:21:07` before. */
export function exactTime(time: number, now: number): string {
  const clock = format(time, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return daysAgo(time, now) === 0 ? clock : `${shortTime(time, now)} ${clock}`;
}

/** `12 Dec`, with the year when it is not this one. */
export function dayOfYear(time: number, now: number): string {
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return format(time, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) });
}

/** `20 Nov 2026` */
export const dayWithYear = (time: number): string =>
  format(time, { day: 'numeric', month: 'short', year: 'numeric' });

/** `20 Nov 2026, 14:21` */
export const dayAndTime = (time: number): string =>
  format(time, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });

/** `14:21` */
export const timeOfDay = (time: number): string => format(time, { hour: '2-digit', minute: '2-digit' });

/** `20 November 2026` */
export const longDay = (time: number): string => format(time, { dateStyle: 'long' });

/** `Friday 20 November 2026` */
export const weekdayAndDay = (time: number): string =>
  format(time, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** `Friday, 20 November 2026 at 14:21:07` */
export const fullTime = (time: number): string => format(time, { dateStyle: 'full', timeStyle: 'medium' });
