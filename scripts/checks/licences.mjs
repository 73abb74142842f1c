// Every package that ships inside Parley, or builds it, has a licence that allows it.
import { readFileSync } from 'node:fs';

const allowed = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'CC0-1.0',
  'CC-BY-4.0',
  'CC-BY-3.0',
  'Unlicense',
  'BlueOak-1.0.0',
  'Python-2.0',
  'MPL-2.0',
  'WTFPL',
  'Zlib',
]);

/** Packages whose licence is in their licence file only. */
const readInFile = new Map([['node_modules/khroma', 'MIT']]);

/** True when an SPDX expression can be satisfied by allowed licences alone. */
function isAllowed(expression) {
  const text = expression.replace(/[()]/g, ' ').trim();
  return text
    .split(/\s+OR\s+/i)
    .some((choice) => choice.split(/\s+AND\s+/i).every((name) => allowed.has(name.trim())));
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const problems = [];
let count = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
  if (path === '' || entry.link) continue;
  count += 1;
  const licence = entry.license ?? readInFile.get(path);
  if (typeof licence !== 'string') problems.push(`${path}: no licence in the lock file`);
  else if (!isAllowed(licence)) problems.push(`${path}: ${licence}`);
  // Addresses differ from network to network; the integrity hash is what names the package.
  if (entry.resolved !== undefined && entry.integrity !== undefined) {
    problems.push(`${path}: the lock file names an address (see omit-lockfile-registry-resolved in .npmrc)`);
  }
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`${count} packages, every licence allowed`);
