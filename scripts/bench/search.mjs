// `node scripts/bench/search.mjs --user-data-dir=DIR [--needle=WORD]`: makes the search index of a data folder anew, beside
// it, and measures it. Fill the folder before: `npm run seed -- --user-data-dir=DIR --conversations=20000 --messages=50`.
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';

const { values } = parseArgs({
  options: { 'user-data-dir': { type: 'string' }, needle: { type: 'string' } },
});
const folder = values['user-data-dir'];
if (folder === undefined) {
  console.error('Usage: node scripts/bench/search.mjs --user-data-dir=DIR [--needle=WORD]');
  process.exit(1);
}
await ensureReady();
const { bundleForNode } = await import('../bundle-for-node.mjs');
const { measureSearch } = await import(
  await bundleForNode('tests/reliability/search-measures.ts', 'search-measures')
);
console.log(
  `Node ${process.version}, ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}\n`,
);
for (const { name, value, unit } of measureSearch(folder, values.needle ?? null)) {
  console.log(
    `${name.padEnd(70)} ${(value >= 100 ? value.toFixed(0) : value.toFixed(2)).padStart(9)} ${unit}`,
  );
}
