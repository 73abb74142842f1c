import type { UsageDimension, UsageGroup, UsageSum } from '#shared/domain/ledger';
import { countOf, formatMoney } from '../../lib/numbers';

export const dimensionNames: Readonly<Record<UsageDimension, string>> = {
  model: 'Model',
  provider: 'Provider',
  persona: 'Persona',
  conversation: 'Conversation',
  folder: 'Folder',
  purpose: 'Purpose',
};

export const isDimension = (text: string): text is UsageDimension => Object.hasOwn(dimensionNames, text);

const without: Readonly<Partial<Record<UsageDimension, string>>> = {
  persona: 'No persona',
  conversation: 'Temporary conversations',
  folder: 'No folder',
};

const purposes: Readonly<Record<string, string>> = {
  turn: 'Replies',
  title: 'Titles',
  probe: 'Checks of a connection',
};

/** What a group is called. */
export function groupName({ key, name }: Pick<UsageGroup, 'key' | 'name'>, by: UsageDimension): string {
  if (by === 'purpose') return purposes[key] ?? key;
  if (key === '') return without[by] ?? 'None';
  if (name !== null && name !== '') return name;
  return by === 'provider' || by === 'model' ? key : `Deleted ${dimensionNames[by].toLowerCase()}`;
}

/** `$1.20`, `unknown`, `$1.20 + unknown`: never less than is known, never a guess. */
export function moneyOf({ nanos, unpriced }: Pick<UsageSum, 'nanos' | 'unpriced'>): string {
  if (unpriced === 0) return formatMoney(nanos);
  return nanos === 0 ? 'unknown' : `${formatMoney(nanos)} + unknown`;
}

/** Null when everything has a price. */
export const unpricedNote = ({ unpriced }: Pick<UsageSum, 'unpriced'>): string | null =>
  unpriced === 0 ? null : `without ${countOf(unpriced, 'request')} at an unknown price`;
