import type { HealthFacts, HealthRange, HealthReport, HealthState, Percentiles } from '#shared/domain/health';
import { errorCopy } from '../../lib/error-copy';
import { formatDuration } from '../../lib/numbers';
import type { SignState } from '../../ui/state-sign';

export const stateWords: Readonly<Record<HealthState, string>> = {
  ok: 'Working',
  slow: 'Slow',
  failing: 'Failing at times',
  down: 'Down',
  unknown: 'No data',
};

export const overallWords: Readonly<Record<HealthReport['overall']['state'], string>> = {
  ok: 'All is well',
  degraded: 'Degraded',
  down: 'Down',
  unknown: 'Unknown',
};

export const overallSigns: Readonly<Record<HealthReport['overall']['state'], SignState>> = {
  ok: 'ok',
  degraded: 'failing',
  down: 'down',
  unknown: 'unknown',
};

export const rangeNames: Readonly<Record<HealthRange, string>> = {
  day: '24 hours',
  week: '7 days',
  month: '30 days',
};
export const cellNames: Readonly<Record<HealthRange, string>> = {
  day: 'hours',
  week: 'quarters of a day',
  month: 'days',
};

/** `120 ms`, `1.4 s`, `12 s` */
export const formatTime = (ms: number): string =>
  ms < 995 ? `${Math.max(1, Math.round(ms))} ms` : formatDuration(ms);

/** `98.2%`, `100%`, `–`: never rounded up to what it is not. */
export function formatShare(share: number | null): string {
  if (share === null) return '–';
  if (share === 1) return '100%';
  return `${(Math.floor(share * 1000) / 10).toFixed(1)}%`;
}

export const timesOf = (times: Percentiles | null): readonly [string, string, string] =>
  times === null ? ['–', '–', '–'] : [formatTime(times.p50), formatTime(times.p95), formatTime(times.p99)];

/** What an error code is called. */
export const nameOfError = (code: HealthFacts['errors'][number]['code']): string => errorCopy(code).title;

type Counts = Pick<HealthFacts, 'answered' | 'failed' | 'limited' | 'declined'>;

export const askedIn = ({ answered, failed, limited, declined }: Counts): number =>
  answered + failed + limited + declined;

/** The share of requests that failed or came too fast; null without any. */
export function errorRate({ answered, failed, limited }: Counts): number | null {
  const all = answered + failed + limited;
  return all === 0 ? null : (failed + limited) / all;
}

/** How uptime is reckoned. */
export const uptimeRule =
  'Uptime is the share of answers among all requests that were answered or that failed on the provider’s side. What you stopped, what was refused (a key, a limit, a request) and what failed on this computer do not count.';
