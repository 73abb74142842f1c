// `node scripts/bench/cache.mjs [--rounds=200]`: how long an answer from the cache takes, from the question to its stored end.
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string' } } });
await ensureReady();
const { bundleForNode } = await import('../bundle-for-node.mjs');
const { measureCache } = await import(
  await bundleForNode('tests/reliability/cache-measures.ts', 'cache-measures')
);
console.log(`Node ${process.version}, ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}`);
const { rounds, p50, p95 } = await measureCache(Number(values.rounds ?? 200), join(projectRoot, 'drizzle'));
console.log(
  `${rounds} answers from the cache: ${p50.toFixed(1)} ms median, ${p95.toFixed(1)} ms p95, the question on the disk included`,
);
process.exit();
