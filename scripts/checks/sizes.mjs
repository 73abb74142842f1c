// Sizes of source files (ARCHITECTURE.md, "Sizes"): what is over the limit does not pass. The list of exceptions may only shrink.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Files over 300 lines that have a reason; 450 is never passed. */
const reasons = new Map([]);

const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src', 'scripts', 'tests'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\.(ts|tsx|mjs|cjs)$/.test(path));

const problems = [];
for (const path of tracked) {
  let lines;
  try {
    lines = readFileSync(path, 'utf8').split('\n').length - 1;
  } catch {
    continue; // deleted in the working tree
  }
  const isTest = /\.test\.|^tests\//.test(path);
  if (lines > 450 && !isTest) problems.push(`${path}: ${lines} lines, the limit is 450`);
  else if (lines > 300 && !isTest && !reasons.has(path)) {
    problems.push(`${path}: ${lines} lines, over 300 wants a reason in scripts/checks/sizes.mjs`);
  } else if (path.endsWith('.tsx') && !isTest && lines > 150 && path.startsWith('src/renderer/')) {
    problems.push(`${path}: ${lines} lines, a component has at most 150`);
  }
  if (isTest && lines > 600) problems.push(`${path}: ${lines} lines, split the test file (600)`);
}
for (const path of reasons.keys()) {
  if (!tracked.includes(path)) problems.push(`${path} is in the list of reasons but is gone: remove it`);
}

const rooms = {
  'src/main': [
    'bootstrap',
    'ipc',
    'features',
    'streaming',
    'importers',
    'ports',
    'providers',
    'persistence',
    'importers',
    'secrets',
    'platform',
  ],
  'src/renderer': ['app', 'screens', 'features', 'ui', 'bridge', 'lib'],
  src: ['shared', 'main', 'preload', 'renderer', 'diagram'],
  'src/shared': ['kernel', 'errors', 'domain', 'contracts', 'markdown'],
};
for (const [parent, allowed] of Object.entries(rooms)) {
  for (const path of tracked) {
    if (!path.startsWith(`${parent}/`)) continue;
    const rest = path.slice(parent.length + 1).split('/');
    if (rest.length > 1 && !allowed.includes(rest[0])) {
      problems.push(`${path}: ${parent}/${rest[0]} is not a room (a new one needs an ADR)`);
    }
  }
}
const banned = /(^|\/)(utils?|helpers?|types|common|misc)(\.|\/)/;
for (const path of tracked) {
  if (banned.test(path.slice(path.indexOf('/')))) problems.push(`${path}: the name says nothing`);
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
console.log(`${tracked.length} files within their sizes and rooms`);
