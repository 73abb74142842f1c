// `npm run bench`: the figures that need no window, each against the least way to do the same, where there is one.
// Windows, memory and frames are measured from outside of the app: docs/performance.md.
import { join } from 'node:path';
import { availableParallelism, loadavg } from 'node:os';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

const { env } = await ensureReady();
const { ensureBuilt } = await import('../build/ensure-built.mjs');
const { bundleForNode } = await import('../bundle-for-node.mjs');
const { entryBytes } = await import('./entry-bytes.mjs');
await ensureBuilt({ env });
const measures = await import(await bundleForNode('tests/reliability/bench-measures.ts', 'bench-measures'));
const lists = await import(await bundleForNode('tests/reliability/list-measures.ts', 'list-measures'));

const migrations = join(projectRoot, 'drizzle');
const entry = entryBytes(join(projectRoot, 'out', 'renderer', 'index.html'));
const rows = [
  ...(await measures.measureWire()),
  ...(await measures.measureRegistry(migrations)),
  ...measures.measureWrites(migrations),
  ...measures.measureReading(migrations),
  ...lists.measureLists(migrations),
  { name: `window: entry JavaScript, ${entry.files} files`, value: entry.bytes / 1000, unit: 'kB' },
];
const load = loadavg()[0].toFixed(1);
console.log(`Node ${process.version}, ${availableParallelism()} processors, load ${load}\n`);
for (const { name, value, unit, ratio, floor } of rows) {
  const figure = value >= 100 ? value.toFixed(0) : value.toFixed(2);
  const compared = ratio === undefined ? '' : `  ${ratio.toFixed(2)} × ${floor}`;
  console.log(`${name.padEnd(62)} ${figure.padStart(9)} ${unit.padEnd(10)}${compared}`);
}
