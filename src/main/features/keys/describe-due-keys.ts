import { keyDue } from '#shared/domain/key-age';
import type { KeyView, ProviderView } from '#shared/domain/provider';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

function describeDue(key: KeyView, reminderDays: number | null, now: number): string | null {
  const due = keyDue(key, reminderDays, now);
  switch (due?.what) {
    case undefined:
      return null;
    case 'expired':
      return `expired on ${day.format(due.at)}`;
    case 'expires':
      return `expires on ${day.format(due.at)}`;
    case 'old':
      return `is ${due.days} days old`;
  }
}

const nameOf = ({ label, last4 }: KeyView): string =>
  label === null ? `The key${last4 === null ? '' : ` ending in ${last4}`}` : `The key “${label}”`;

/** One sentence for each key that is to be replaced, of providers that are in use. */
export function describeDueKeys(
  providers: readonly ProviderView[],
  reminderDays: number | null,
  now: number,
): readonly string[] {
  return providers.flatMap(({ name, isEnabled, keys }) =>
    keys.flatMap((key) => {
      const due = isEnabled && key.isUsable ? describeDue(key, reminderDays, now) : null;
      return due === null ? [] : [`${nameOf(key)} of ${name} ${due}. Replace it in Settings → Providers.`];
    }),
  );
}
