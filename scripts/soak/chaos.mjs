// `node scripts/soak/chaos.mjs [--turns=2000] [--seed=N]`: three vendors on loopback with 5 % of each kind of fault, against
// the same run without any: every turn ends, the ledger and the servers' own books agree, no budget is passed, nothing
// goes through an open breaker or before the time that a provider named, no socket and no timer is left. The short form is tests/reliability/chaos.test.ts.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

const { values } = parseArgs({ options: { turns: { type: 'string' }, seed: { type: 'string' } } });
await ensureReady();
const { bundleForNode } = await import('../bundle-for-node.mjs');
const { sweepChaos } = await import(await bundleForNode('tests/reliability/chaos-sweep.ts', 'soak-chaos'));

const turns = Number(values.turns ?? 2_000);
const run = {
  turns,
  seed: Number(values.seed ?? Date.now() % 1_000_000),
  migrationsFolder: join(projectRoot, 'drizzle'),
};
console.log(`${turns} turns, seed ${run.seed}`);
const show = (title, { problems, ...figures }) => {
  console.log(title);
  for (const [name, value] of Object.entries(figures)) {
    const text = typeof value === 'number' ? Number(value.toFixed(1)) : JSON.stringify(value);
    console.log(`  ${name.padEnd(12)} ${text}`);
  }
  for (const problem of problems) console.log(`  PROBLEM ${problem}`);
};
const calm = await sweepChaos({ ...run, faultShare: 0 }, null);
show('without faults', calm);
const dollarsATurn = 0.000_75;
const chaos = await sweepChaos({ ...run, faultShare: 0.05 }, turns * dollarsATurn);
show('5 % of each of nine faults', chaos);
const ratio = chaos.p95 / calm.p95;
console.log(
  `time to the end of an answer, p95: ${ratio.toFixed(2)} times the run without faults (promised: under 2)`,
);
const left = [calm, chaos].reduce((sum, { openSockets, timers }) => sum + openSockets + timers, 0);
console.log(`sockets and timers that are left of both runs: ${left} (promised: none)`);
const isKept = calm.problems.length === 0 && chaos.problems.length === 0 && ratio < 2 && left === 0;
process.exitCode = isKept ? 0 : 1;
// Keep-alive sockets of the clients would hold the process for a while.
process.exit();
