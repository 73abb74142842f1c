// `node scripts/soak/kill.mjs [--kills=1000] [--seed=N] [--lanes=2]`: ends the real engine with SIGKILL again and again
// and prints what was lost. A short form of it is tests/reliability/kill.test.ts.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

await ensureReady();
const { bundleForNode } = await import('../bundle-for-node.mjs');
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    lanes: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const engineProcess = fileURLToPath(
  await bundleForNode('tests/reliability/engine-process.ts', 'soak-engine-process'),
);
const { sweepKills } = await import(
  await bundleForNode('tests/reliability/kill-sweep.ts', 'soak-kill-sweep')
);

const started = Date.now();
const figures = await sweepKills({
  kills: Number(values.kills),
  lanes: Number(values.lanes),
  seed: Number(values.seed),
  engineProcess,
  migrationsFolder: join(projectRoot, 'drizzle'),
  onKill(done) {
    if (done % 50 === 0) process.stderr.write(`${done} kills\n`);
  },
});

const cut = figures.losses.filter(({ characters }) => characters > 0);
const largest = (of) => Math.max(0, ...cut.map(of)).toFixed(0);
const bothOver = figures.losses.filter(({ characters, ageMs }) => characters > 1024 && ageMs > 250);
const lines = [
  ['seed', values.seed],
  ['kills', figures.kills],
  ['acknowledged messages', figures.acknowledgedMessages],
  ['acknowledged messages lost', figures.lostMessages],
  ['replies that were live when killed', figures.liveReplies],
  ['… of which lost something that was shown', cut.length],
  ['most characters lost of one reply', largest(({ characters }) => characters)],
  ['oldest text lost, ms before the kill', largest(({ ageMs }) => ageMs)],
  ['replies that lost more than 1 KB and more than 250 ms', bothOver.length],
  ['problems', figures.problems.length],
  ['minutes', ((Date.now() - started) / 60_000).toFixed(1)],
];
for (const [name, value] of lines) console.log(`${name.padEnd(56)} ${value}`);
console.log('\nkills by place');
for (const [label, count] of Object.entries(figures.killsByLabel).sort()) {
  console.log(`  ${label.padEnd(54)} ${count}`);
}
for (const problem of figures.problems) console.log(`PROBLEM ${problem}`);
process.exitCode = figures.problems.length === 0 && figures.kills === Number(values.kills) ? 0 : 1;
