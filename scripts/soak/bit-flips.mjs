// `node scripts/soak/bit-flips.mjs [--flips=10000] [--seed=N]`: flips a random bit of the database's file, starts on it
// and reads everything. The short form is tests/reliability/flips.test.ts.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

await ensureReady();
const { bundleForNode } = await import('../bundle-for-node.mjs');
const { values } = parseArgs({
  options: {
    flips: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const { sweepFileFlips } = await import(
  await bundleForNode('tests/reliability/flip-sweep.ts', 'soak-flip-sweep')
);
const { problems, ...figures } = await sweepFileFlips(
  Number(values.flips),
  Number(values.seed),
  join(projectRoot, 'drizzle'),
);
for (const [name, value] of Object.entries({ seed: values.seed, ...figures })) {
  console.log(`${name.padEnd(12)} ${value}`);
}
for (const problem of problems) console.log(`PROBLEM ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
