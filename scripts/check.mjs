// `npm run check`: everything that needs no window. Steps run side by side on the machine's cores; each prints only when it fails.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensureReady } from './setup/index.mjs';
import { listFailures } from './testing/tally.mjs';

const jsonFile = process.argv.find((argument) => argument.startsWith('--json-file='))?.slice(12);
const { env } = await ensureReady({ electron: false });
const cache = 'node_modules/.cache/parley';
mkdirSync(cache, { recursive: true });
const unitResults = join(cache, 'unit.json');
rmSync(unitResults, { force: true });

const bin = (name, path) => join('node_modules', name, path);
const types = (room) => [bin('typescript-native', 'bin/tsc'), '-p', `tsconfig.${room}.json`];

// Longest first, so that two cores end together.
const steps = [
  [
    'unit tests',
    [
      bin('vitest', 'vitest.mjs'),
      'run',
      '--project',
      'unit',
      '--reporter=json',
      `--outputFile=${unitResults}`,
    ],
  ],
  ['lint', [bin('oxlint', 'bin/oxlint')]],
  ['types: tests', types('tests')],
  ['types: main', types('main')],
  ['types: renderer', types('renderer')],
  ['types: shared', types('shared')],
  ['types: preload', types('preload')],
  [
    'rooms',
    [
      bin('dependency-cruiser', 'bin/dependency-cruiser.mjs'),
      'src',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
    ],
  ],
  ['unused code', [bin('knip', 'bin/knip.js'), '--no-progress']],
  ['format', [bin('oxfmt', 'bin/oxfmt'), '--check']],
  ['sizes', ['scripts/checks/sizes.mjs']],
  ['licences', ['scripts/checks/licences.mjs']],
];

function run([name, args]) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn('node', args, {
      env: { ...env, FORCE_COLOR: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ name, ok: false, seconds: 0, output: String(error) }));
    child.on('close', (code) => {
      const result = { name, ok: code === 0, seconds: (Date.now() - started) / 1000, output };
      console.log(`${result.ok ? 'ok    ' : 'FAILED'} ${name} (${result.seconds.toFixed(1)} s)`);
      if (!result.ok) console.log(name === 'unit tests' ? whatFailed(output) : output.slice(0, 12_000));
      resolve(result);
    });
  });
}

/** The unit tests report into a file; what they print besides only matters when there is none. */
function whatFailed(output) {
  const failures = existsSync(unitResults) ? listFailures(readFileSync(unitResults, 'utf8')) : [];
  return failures.length > 0 ? failures.map((line) => `  × ${line}`).join('\n') : output.slice(0, 12_000);
}

const started = Date.now();
const queue = [...steps];
const results = [];
await Promise.all(
  Array.from({ length: Math.max(2, Math.min(4, availableParallelism())) }, async () => {
    for (let step = queue.shift(); step; step = queue.shift()) results.push(await run(step));
  }),
);
if (jsonFile) {
  const plain = results.map(({ name, ok, seconds }) => ({ name, ok, seconds }));
  writeFileSync(jsonFile, JSON.stringify({ steps: plain, vitest: unitResults }));
}
const failed = results.filter((result) => !result.ok);
console.log(
  `${results.length - failed.length} of ${results.length} checks passed in ${((Date.now() - started) / 1000).toFixed(0)} s`,
);
process.exit(failed.length === 0 ? 0 : 1);
