// `node scripts/soak/erasure-kills.mjs [--kills=100]`: kills erasures of a conversation, a persona and everything at calls to
// the disk, starts again, and looks for the erased words in every byte. Linux with strace. The short form is
// tests/storage/erasure-kill.test.ts.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

await ensureReady({ tracer: true });
const { bundleForNode } = await import('../bundle-for-node.mjs');
const { values } = parseArgs({ options: { kills: { type: 'string', default: '100' } } });
const { sweepErasureKills, erasedKinds } = await import(
  await bundleForNode('tests/storage/erasure-kill-sweep.ts', 'soak-erasure-kill-sweep')
);
const eraseOnce = fileURLToPath(await bundleForNode('tests/storage/erase-once.ts', 'erase-once'));
let isSound = true;
for (const what of erasedKinds) {
  const { problems, ...figures } = await sweepErasureKills({
    ...{ eraseOnce, what, kills: Number(values.kills) },
    migrationsFolder: join(projectRoot, 'drizzle'),
  });
  console.log(what.padEnd(14), JSON.stringify(figures));
  for (const problem of problems) console.log(`PROBLEM ${problem}`);
  isSound &&= problems.length === 0;
}
process.exitCode = isSound ? 0 : 1;
