// `node scripts/soak/streams.mjs [--full]`: prefixes of all transcripts with every ending, Stop many times, bursts. The
// short forms are tests/reliability/{prefix,live}.test.ts; `--full` cuts at every byte, stops 1,000 times, streams for 30 s.
import { join } from 'node:path';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

await ensureReady();
const { bundleForNode } = await import('../bundle-for-node.mjs');
const load = async (name) => import(await bundleForNode(`tests/reliability/${name}.ts`, `soak-${name}`));
const { sweepPrefixes } = await load('prefix-sweep');
const { sweepBurst, sweepStops } = await load('live-sweep');

const isFull = process.argv.includes('--full');
const migrations = join(projectRoot, 'drizzle');
const problems = [];
const show = (title, { problems: found, ...figures }) => {
  problems.push(...found);
  console.log(title);
  for (const [name, value] of Object.entries(figures)) {
    const text = typeof value === 'number' ? Number(value.toFixed(2)) : JSON.stringify(value);
    console.log(`  ${name.padEnd(14)} ${text}`);
  }
};
show('prefixes × (clean end, reset, stall)', await sweepPrefixes(isFull ? 1 : 41));
const stops = await sweepStops(isFull ? 1_000 : 200, migrations);
show('Stop, times in ms', stops);
if (stops.p99 >= 100) problems.push(`Stop took ${stops.p99.toFixed(1)} ms at p99; the promise is under 100`);
const burst = await sweepBurst(isFull ? 30 : 3, migrations);
show('burst of 10,000 events a second, ms and MB', burst);
if (burst.p999 >= 50)
  problems.push(`A turn took ${burst.p999.toFixed(1)} ms at p99.9; the promise is under 50`);
for (const problem of problems) console.log(`PROBLEM ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
