// `node scripts/bench/health.mjs [--requests=1000000]`: how long the Health page holds up the main process, with so many
// requests in the ledger of a month.
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

const { values } = parseArgs({ options: { requests: { type: 'string' } } });
await ensureReady();
const { bundleForNode } = await import('../bundle-for-node.mjs');
const { measureHealth } = await import(
  await bundleForNode('tests/reliability/health-measures.ts', 'health-measures')
);
console.log(`Node ${process.version}, ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}`);
const requests = Number(values.requests ?? 1_000_000);
const { hours, longestRead, longestSigns, readMs } = await measureHealth(
  requests,
  join(projectRoot, 'drizzle'),
);
console.log(
  `${requests} requests, ${hours} hours of models: longest stop ${longestRead.toFixed(1)} ms of CPU for the page (${readMs.toFixed(0)} ms of the clock in all), ${longestSigns.toFixed(1)} ms for the signs`,
);
process.exit();
