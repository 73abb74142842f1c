// The JavaScript that the page loads before it can draw: what index.html names and all that this imports statically.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const inPage = /<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.js)"/g;
const statically = /(?:^|[;}\s])(?:import|export)\s*(?:[\w*${},\s]+?\s*from\s*)?["'](\.[^"']+\.js)["']/g;

/** Bytes and number of files of the page's JavaScript; null when the app is not built. */
export function entryBytes(page) {
  if (!existsSync(page)) return null;
  const waiting = found(page, inPage);
  const seen = new Set();
  while (waiting.length > 0) {
    const file = waiting.pop();
    if (seen.has(file)) continue;
    seen.add(file);
    waiting.push(...found(file, statically));
  }
  return { bytes: [...seen].reduce((sum, file) => sum + statSync(file).size, 0), files: seen.size };
}

const found = (file, pattern) =>
  [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, path]) => join(dirname(file), path));
