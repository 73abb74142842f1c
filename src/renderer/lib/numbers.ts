/** `412`, `1,204`, `60,470` */
export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** `1 message`, `1,204 messages` */
export const countOf = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;

export { formatCost, formatMoney } from '#shared/domain/money';

/** `12.3k`, `1.2M`, `412`: as short as a figure may be. */
export const formatShort = (count: number): string => compact.format(count);

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** `512 bytes`, `1.2 kB`, `34 MB` */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return countOf(bytes, 'byte');
  const [size, unit] = bytes < 999_500 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB'];
  return `${size < 10 ? size.toFixed(1) : formatCount(Math.round(size))} ${unit}`;
}

/** `under 0.1 s`, `0.6 s`, `8 s`, `1 min 5 s` from milliseconds. */
export function formatDuration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 0.05) return 'under 0.1 s';
  if (seconds < 9.95) return `${Number(seconds.toFixed(1)).toString()} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const rest = whole % 60;
  return rest === 0 ? `${Math.floor(whole / 60)} min` : `${Math.floor(whole / 60)} min ${rest} s`;
}
