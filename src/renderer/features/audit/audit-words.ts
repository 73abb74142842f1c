import type { OutputOf } from '#shared/contracts/index';
import type { AuditArea } from '#shared/domain/audit-kinds';
import { formatBytes, formatCount } from '../../lib/numbers';

export type AuditRow = OutputOf<'audit.list'>['entries'][number];

export const areaNames: Readonly<Record<AuditArea, string>> = {
  key: 'Keys',
  provider: 'Providers',
  setting: 'Settings',
  policy: 'Policy',
  export: 'Exports',
  import: 'Imports',
  backup: 'Backups',
  restore: 'Restores',
  erasure: 'Erasures',
  trash: 'Trash',
  retention: 'Rules for keeping',
  hold: 'Holds',
  review: 'Review',
  app: 'App lock',
  log: 'This log',
};

/** `key.address-changed` → `Key: address changed`. */
export function kindName(kind: string): string {
  const [area = '', what = ''] = kind.split('.');
  return `${area.charAt(0).toUpperCase()}${area.slice(1)} ${what.replaceAll('-', ' ')}`;
}

/** Facts in one line, by name; what is not known is left out. */
export const factsLine = (facts: AuditRow['facts']): string =>
  Object.entries(facts)
    .map(([name, value]) => sayFact(name, value))
    .filter((said) => said !== '')
    .join(' · ');

/** `isEncrypted: true` → `encrypted`, `bytes: 3016470` → `3.0 MB`, `failed: 4` → `failed 4`. */
function sayFact(name: string, value: AuditRow['facts'][string]): string {
  if (value === null) return '';
  if (typeof value === 'boolean') {
    const word = spaced(name).replace(/^(?:is|has) /, '');
    return value ? word : name === 'isCancelled' ? '' : `not ${word}`;
  }
  if (name === 'bytes' && typeof value === 'number') return formatBytes(value);
  return `${spaced(name)} ${typeof value === 'number' ? formatCount(value) : value}`;
}

const spaced = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
