// `node scripts/soak/restore-kills.mjs [--kills=100]`: kills a restore at moments spread over its time and looks at what is
// there afterwards. The short form is tests/storage/restore-kill.test.ts.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

await ensureReady();
const { bundleForNode } = await import('../bundle-for-node.mjs');
const { values } = parseArgs({ options: { kills: { type: 'string', default: '100' } } });
const { sweepRestoreKills } = await import(
  await bundleForNode('tests/storage/restore-kill-sweep.ts', 'soak-restore-kill-sweep')
);
const { problems, ...figures } = await sweepRestoreKills({
  restoreOnce: fileURLToPath(await bundleForNode('tests/storage/restore-once.ts', 'restore-once')),
  kills: Number(values.kills),
  migrationsFolder: join(projectRoot, 'drizzle'),
});
for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(12)} ${value}`);
for (const problem of problems) console.log(`PROBLEM ${problem}`);
process.exitCode = problems.length === 0 ? 0 : 1;
