import { midnightOf } from '../../lib/time-buckets';

const format = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** `Saturday, 21 November 2026` */
export const longDay = (day: string): string => format.format(midnightOf(day));

/** `14:21` */
export const timeOfDay = (time: number): string => clock.format(time);

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
