import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { newDataFolder } from '../harness/electron-app';

/** One call of `npm run seed` on a data folder. */
export function seedInto(folder: string, options: readonly string[]): void {
  const script = join(import.meta.dirname, '../../scripts/seed.mjs');
  execFileSync(process.execPath, [script, `--user-data-dir=${folder}`, ...options]);
}

/** A data folder that `npm run seed` filled; each list is one call of it. */
export function seedFolder(...calls: readonly (readonly string[])[]): string {
  const folder = newDataFolder();
  for (const options of calls) seedInto(folder, options);
  return folder;
}
