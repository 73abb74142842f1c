import { createHash } from 'node:crypto';
import { resolve } from 'node:path';

/** The keychain service of a data folder: profiles in other folders do not share keys. */
export function serviceName(dataFolder: string, defaultFolder: string): string {
  const folder = resolve(dataFolder);
  if (folder === resolve(defaultFolder)) return 'Parley';
  return `Parley (${createHash('sha256').update(folder).digest('hex').slice(0, 12)})`;
}
