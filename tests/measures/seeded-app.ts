import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { newDataFolder } from '../harness/electron-app';

/** A data folder that `npm run seed` filled; each list is one call of it. */
export function seedFolder(...calls: readonly (readonly string[])[]): string {
  const folder = newDataFolder();
  const script = join(import.meta.dirname, '../../scripts/seed.mjs');
  for (const options of calls) {
    execFileSync(process.execPath, [script, `--user-data-dir=${folder}`, ...options]);
  }
  return folder;
}
