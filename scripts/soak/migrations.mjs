// `node scripts/soak/migrations.mjs [--kills=200]`: ends every migration with SIGKILL at so many points and looks at what
// is left. The short form is tests/migrations/kill.test.ts.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

await ensureReady();
const { bundleForNode } = await import('../bundle-for-node.mjs');
const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' } } });
const openOnce = fileURLToPath(await bundleForNode('tests/migrations/open-once.ts', 'soak-open-once'));
const { sweepMigrationKills } = await import(
  await bundleForNode('tests/migrations/kill-sweep.ts', 'soak-migration-kills')
);
const results = await sweepMigrationKills({
  openOnce,
  killsEach: Number(values.kills),
  shipped: join(projectRoot, 'drizzle'),
});
for (const { from, kills, old, migrated, finished } of results) {
  console.log(`from version ${from}: ${kills} kills: old ${old}, new ${migrated}, ended before ${finished}`);
}
const problems = results.flatMap(({ problems: found }) => found);
for (const problem of problems) console.log(`PROBLEM ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
