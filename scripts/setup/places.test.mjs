import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cacheFolder } from './places.mjs';

it('keeps what it brings where it is told, else where caches are', () => {
  expect(cacheFolder({ PARLEY_CACHE_DIR: '/given', XDG_CACHE_HOME: '/xdg' })).toBe('/given');
  expect(cacheFolder({ XDG_CACHE_HOME: '/xdg' })).toBe(join('/xdg', 'parley-dev'));
  expect(cacheFolder({})).toBe(join(homedir(), '.cache', 'parley-dev'));
});
