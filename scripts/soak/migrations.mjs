// `node scripts/soak/migrations.mjs [--kills=200] [--oldest=0]`: ends every migration with SIGKILL at so many points and
// looks at what is left; `--oldest` is the version of the schema to begin with. The short form is tests/migrations/kill.test.ts.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

await ensureReady();
const { bundleForNode } = await import('../bundle-for-node.mjs');
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, oldest: { type: 'string', default: '0' } },
});
const openOnce = fileURLToPath(await bundleForNode('tests/migrations/open-once.ts', 'soak-open-once'));
const { sweepMigrationKills } = await import(
  await bundleForNode('tests/migrations/kill-sweep.ts', 'soak-migration-kills')
);
const sweep = sweepMigrationKills({
  openOnce,
  killsEach: Number(values.kills),
  oldest: Number(values.oldest),
  shipped: join(projectRoot, 'drizzle'),
});
for await (const { from, kills, old, migrated, finished, problems } of sweep) {
  console.log(`from version ${from}: ${kills} kills: old ${old}, new ${migrated}, ended before ${finished}`);
  for (const problem of problems) console.log(`PROBLEM ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
}
