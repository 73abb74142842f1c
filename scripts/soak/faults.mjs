// `node scripts/soak/faults.mjs [--step=1] [--lanes=2] [--only="fsync fails"]` (a part of a row's name): a short session of
// the real engine, again and again, in which each single call to the disk fails once, and then for good. Linux with strace.
// A short form of it is tests/reliability/faults.test.ts.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

await ensureReady({ tracer: true });
const { bundleForNode } = await import('../bundle-for-node.mjs');
const { values } = parseArgs({
  options: {
    step: { type: 'string', default: '1' },
    lanes: { type: 'string', default: '2' },
    only: { type: 'string', default: '' },
  },
});
const engineProcess = fileURLToPath(
  await bundleForNode('tests/reliability/fault-process.ts', 'soak-fault-process'),
);
const { sweepFaults, countCalls, diskFaults } = await import(
  await bundleForNode('tests/reliability/fault-sweep.ts', 'soak-fault-sweep')
);

const options = {
  engineProcess,
  migrationsFolder: join(projectRoot, 'drizzle'),
  lanes: Number(values.lanes),
};
const started = Date.now();
const row = (name, ...cells) =>
  console.log(name.padEnd(44), ...cells.map((cell) => String(cell).padStart(9)));
const total = { lives: 0, met: 0, sent: 0, problems: [], told: {}, openings: {} };
const add = (sums, counts) => {
  for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
};

row('', 'calls', 'lives', 'met', 'told', 'problems');
for (const fault of diskFaults) {
  for (const folder of ['old', 'new']) {
    let calls;
    for (const lasts of [false, true]) {
      const name = `${fault.name} (${fault.error}), ${lasts ? 'for good' : 'once'}${folder === 'new' ? ', first start' : ''}`;
      if (!name.includes(values.only)) continue;
      calls ??= await countCalls(options, { fault, folder });
      const attempts = [];
      for (let nth = 1; nth <= calls; nth += Number(values.step))
        attempts.push({ fault, nth, lasts, folder });
      const figures = await sweepFaults({ ...options, attempts });
      const told = Object.values(figures.told).reduce((sum, count) => sum + count, 0);
      row(name, calls, figures.attempts, figures.met, told, figures.problems.length);
      for (const problem of figures.problems) console.log(`PROBLEM ${problem}`);
      total.lives += figures.attempts;
      total.met += figures.met;
      total.sent += figures.acknowledgedMessages;
      total.problems.push(...figures.problems);
      add(total.told, figures.told);
      add(total.openings, figures.openings);
    }
  }
}
row('all', '', total.lives, total.met, '', total.problems.length);
console.log(`\nacknowledged messages ${total.sent}, minutes ${((Date.now() - started) / 60_000).toFixed(1)}`);
console.log('failures that were told ', JSON.stringify(total.told));
console.log('how it opened           ', JSON.stringify(total.openings));
process.exitCode = total.problems.length === 0 && total.met > 0 ? 0 : 1;
