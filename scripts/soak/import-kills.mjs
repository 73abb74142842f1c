// `node scripts/soak/import-kills.mjs [--kills=100] [--seed=N]`: kills an import at random times; what is there must be
// whole conversations, and the next run must bring the rest. The short form is tests/reliability/import-kills.test.ts.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

await ensureReady();
const { bundleForNode } = await import('../bundle-for-node.mjs');
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const { sweepImportKills } = await import(
  await bundleForNode('tests/reliability/import-sweep.ts', 'soak-import-sweep')
);
const bundles = {
  process: fileURLToPath(await bundleForNode('tests/reliability/import-process.ts', 'soak-import-process')),
  worker: fileURLToPath(
    await bundleForNode('src/main/bootstrap/workers/import-worker.ts', 'soak-import-worker'),
  ),
  migrationsFolder: join(projectRoot, 'drizzle'),
};
const { problems, ...figures } = await sweepImportKills(bundles, {
  kills: Number(values.kills),
  seed: Number(values.seed),
  generated: { conversations: 3_000, messages: 10, length: 200 },
});
for (const [name, value] of Object.entries({ seed: values.seed, ...figures })) {
  console.log(`${name.padEnd(12)} ${value}`);
}
for (const problem of problems) console.log(`PROBLEM ${problem}`);
process.exit(problems.length === 0 ? 0 : 1);
