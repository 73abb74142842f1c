// Where things are. What is brought is kept outside the clone, so that a second clone brings nothing again.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '../..');
export const nodeModules = join(projectRoot, 'node_modules');

export function cacheFolder(env = process.env) {
  if (env.PARLEY_CACHE_DIR) return resolve(env.PARLEY_CACHE_DIR);
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'parley-dev');
}

const unfinished = 'partial-';

/** A new folder for work that is renamed into place when it is done. Call with the cache locked: what a killed run left goes. */
export function newWorkFolder() {
  const cache = cacheFolder();
  mkdirSync(cache, { recursive: true });
  for (const name of readdirSync(cache))
    if (name.startsWith(unfinished))
      rmSync(join(cache, name), { recursive: true, force: true, maxRetries: 5 });
  return mkdtempSync(join(cache, unfinished));
}
