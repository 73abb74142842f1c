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

const format = (time: number, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-GB', options).format(time);

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

/** As short as a row allows: `14:21`, `Fri`, `30 Oct`, `30 Oct 2024`. */
export function shortTime(time: number, now: number): string {
  const days = daysAgo(time, now);
  if (days === 0) return format(time, { hour: '2-digit', minute: '2-digit' });
  if (days <= 7) return format(time, { weekday: 'short' });
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return format(time, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) });
}

/** `14:21` today, with the day before that. */
export function messageTime(time: number, now: number): string {
  const clock = format(time, { hour: '2-digit', minute: '2-digit' });
  return daysAgo(time, now) === 0 ? clock : `${shortTime(time, now)} ${clock}`;
}

/** `Friday, 20 November 2026 at 14:21:07` */
export const fullTime = (time: number): string => format(time, { dateStyle: 'full', timeStyle: 'medium' });
