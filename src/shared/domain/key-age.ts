import type { KeyView } from './provider';

/** Days after which a person may want to be told that a key is old. */
export const keyReminderChoices = [90, 180, 365] as const;

const dayMs = 86_400_000;
const toldBeforeMs = 14 * dayMs;

/** What a person should do something about; null: nothing. */
export type KeyDue =
  | { readonly what: 'expired'; readonly at: number }
  | { readonly what: 'expires'; readonly at: number }
  | { readonly what: 'old'; readonly days: number };

/** An expiry is told two weeks ahead, an age as the person wants to be reminded. */
export function keyDue(
  { expiresAt, updatedAt }: Pick<KeyView, 'expiresAt' | 'updatedAt'>,
  reminderDays: number | null,
  now: number,
): KeyDue | null {
  if (expiresAt !== null && expiresAt <= now) return { what: 'expired', at: expiresAt };
  if (expiresAt !== null && expiresAt - now <= toldBeforeMs) return { what: 'expires', at: expiresAt };
  const days = Math.floor((now - updatedAt) / dayMs);
  return reminderDays !== null && days >= reminderDays ? { what: 'old', days } : null;
}
