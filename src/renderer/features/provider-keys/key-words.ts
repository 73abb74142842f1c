import { keyDue } from '#shared/domain/key-age';
import type { KeyView } from '#shared/domain/provider';
import { dayOfYear } from '../../lib/dates';
import { errorCopy } from '../../lib/error-copy';

type Named = Pick<KeyView, 'label' | 'last4'>;

/** `Work, ending in 9f3A`, `Key ending in 9f3A` */
export const nameKey = ({ label, last4 }: Named): string => {
  const ending = last4 === null ? '' : `ending in ${last4}`;
  return label === null ? `Key ${ending}`.trim() : [label, ending].filter(Boolean).join(', ');
};

/** The same within a sentence. */
export const callKey = ({ label, last4 }: Named): string => {
  if (label !== null) return `“${label}”`;
  return last4 === null ? 'the key' : `the key ending in ${last4}`;
};

const places = {
  keychain: 'In the system’s keychain',
  session: 'Kept until Parley quits',
  environment: 'From the environment',
  none: 'Not kept',
} as const;

/** `In the system’s keychain · Added 3 Nov · Last used today` */
export function describeUse(key: KeyView, now: number): string {
  return [
    places[key.source],
    key.updatedAt === 0 ? null : `Added ${dayOfYear(key.updatedAt, now)}`,
    key.lastUsedAt === null ? 'Not used yet' : `Last used ${dayOfYear(key.lastUsedAt, now)}`,
    key.expiresAt === null ? null : `Expires ${dayOfYear(key.expiresAt, now)}`,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** That a key is to be replaced, and why; null while there is no need. */
export function describeDue(key: KeyView, reminderDays: number | null, now: number): string | null {
  const due = keyDue(key, reminderDays, now);
  switch (due?.what) {
    case undefined:
      return null;
    case 'expired':
      return `Expired on ${dayOfYear(due.at, now)}. Replace it.`;
    case 'expires':
      return `Expires on ${dayOfYear(due.at, now)}. Replace it before.`;
    case 'old':
      return `${due.days} days old. Time to replace it.`;
  }
}

/** The quiet line below a provider's name: the first of its keys that is to be replaced. */
export function describeFirstDue(
  keys: readonly KeyView[],
  reminderDays: number | null,
  now: number,
): string | null {
  for (const key of keys) {
    const due = describeDue(key, reminderDays, now);
    if (due !== null) return `${nameKey(key)}: ${due}`;
  }
  return null;
}

export const describeKeyFailure = ({ lastError }: KeyView): string | null =>
  lastError === null ? null : `The last request with it failed: ${errorCopy(lastError).title}.`;

/** `api.openai.com` of an origin. */
export const hostOf = (origin: string): string => origin.replace(/^https?:\/\//, '');

/** A day as its field wants it: `2026-12-03`; empty for none. */
export function dayField(time: number | null): string {
  if (time === null) return '';
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The last moment of that day, here; null for none. */
export function endOfDay(field: string): number | null {
  const [year, month, day] = field.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  const time = new Date(year, month - 1, day, 23, 59, 59, 999).getTime();
  return Number.isNaN(time) ? null : time;
}
