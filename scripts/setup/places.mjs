// Where things are. What is brought is kept outside the clone, so that a second clone brings nothing again.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '../..');
export const nodeModules = join(projectRoot, 'node_modules');

export function cacheFolder(env = process.env) {
  if (env.PARLEY_CACHE_DIR) return resolve(env.PARLEY_CACHE_DIR);
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'parley-dev');
}
