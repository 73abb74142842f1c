import type { OutputOf } from '#shared/contracts/index';
import type { AuditArea } from '#shared/domain/audit-kinds';

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
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${spaced(name)} ${String(value)}`)
    .join(' · ');

const spaced = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
