// `node scripts/soak/ipc.mjs [--calls=1000000] [--seed=N]`: calls the surface between window and main process with all that a
// hostile page could send, through real message ports. A short form of it is tests/reliability/surface.test.ts.
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

await ensureReady({ tracer: true });
const { bundleForNode } = await import('../bundle-for-node.mjs');
const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const bundle = async (entry) => fileURLToPath(await bundleForNode(entry, `soak-${basename(entry, '.ts')}`));
const servingProcess = await bundle('tests/reliability/surface-process.ts');
const fuzzer = await bundle('tests/reliability/surface-fuzzer.ts');
const documentWorker = await bundle('src/main/features/attachments/workers/document-worker.ts');
const { fuzzSurface } = await import(
  await bundleForNode('tests/reliability/surface-run.ts', 'soak-surface-run')
);

const started = Date.now();
const figures = await fuzzSurface({
  calls: Number(values.calls),
  seed: Number(values.seed),
  migrationsFolder: join(projectRoot, 'drizzle'),
  servingProcess,
  fuzzer,
  documentWorker,
  onCalls: (made) =>
    process.stderr.write(`${made} calls after ${((Date.now() - started) / 1000).toFixed(0)} s\n`),
});

const total = Object.values(figures.answers).reduce((sum, count) => sum + count, 0);
const share = (count) => `${((100 * count) / total).toFixed(1)} %`;
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
const handled = Object.entries(figures.answers)
  .filter(([name]) => !name.startsWith('ipc.'))
  .reduce((sum, [, count]) => sum + count, 0);
const lines = [
  ['seed', values.seed],
  ['calls with an id', figures.made],
  ['answers', total],
  ['messages that are no call', figures.envelopes],
  ['events to the windows', figures.events],
  ['… answered by a handler', `${handled} (${share(handled)})`],
  ['acknowledged messages, all stored as sent', figures.acknowledgedMessages],
  ['calls that could write, watched from outside', figures.watchedWrites ?? 'not watched'],
  [
    'heap after a collection, first and last look, MB',
    `${megabytes(figures.heap[0])} ${megabytes(figures.heap.at(-1))}`,
  ],
  ['resident at the end, MB', megabytes(figures.residentBytes)],
  ['problems', figures.problems.length],
  ['minutes', ((Date.now() - started) / 60_000).toFixed(1)],
];
for (const [name, value] of lines) console.log(`${name.padEnd(56)} ${value}`);
console.log('\nanswers');
for (const [name, count] of Object.entries(figures.answers).sort((a, b) => b[1] - a[1]))
  console.log(`  ${name.padEnd(54)} ${String(count).padStart(8)}  ${share(count)}`);
console.log('\nroutes                                                   ok  refused   failed');
for (const [name, { ok, refused, failed }] of Object.entries(figures.routes))
  console.log(`  ${name.padEnd(48)} ${[ok, refused, failed].map((n) => String(n).padStart(8)).join(' ')}`);
for (const problem of figures.problems) console.log(`PROBLEM ${problem}`);
process.exitCode = figures.problems.length === 0 && total === figures.made ? 0 : 1;
