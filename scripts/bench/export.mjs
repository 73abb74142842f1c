// `node scripts/bench/export.mjs [--conversations=1000] [--messages=20] [--long=10000]`: exports many conversations, and one
// long one, in each format that needs no window, and all data of the person as one archive. Peak memory is that of a process that does nothing else.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

const text = (value) => ({ type: 'string', default: value });
const { values } = parseArgs({
  options: { conversations: text('1000'), messages: text('20'), long: text('10000') },
});
await ensureReady();
const { bundleForNode } = await import('../bundle-for-node.mjs');
const pathOf = async (entry, name) => fileURLToPath(await bundleForNode(entry, name));
const child = await pathOf('tests/reliability/export-process.ts', 'bench-export-process');
const worker = await pathOf('src/main/bootstrap/workers/export-worker.ts', 'bench-export-worker');
const { runSeed } = await import(await bundleForNode('src/main/persistence/seed/seed-cli.ts', 'seed'));

const corpora = {
  many: [`--conversations=${values.conversations}`, `--messages=${values.messages}`],
  long: ['--title=Long', `--messages=${values.long}`],
};
const forms = [
  ['folder', 'folder'],
  ['folder', 'zip'],
  ['html', 'folder'],
  ['html', 'zip'],
  ['text', 'folder'],
  ['csv', 'file'],
  ['json', 'file'],
  ['all-my-data', 'zip'],
];
console.log(`Node ${process.version}, load ${loadavg()[0].toFixed(1)}`);
for (const [name, parameters] of Object.entries(corpora)) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  try {
    runSeed([`--user-data-dir=${folder}`, ...parameters], join(projectRoot, 'drizzle'));
    for (const [format, kind] of forms) {
      const out = join(folder, `out-${format}-${kind}`);
      const said = execFileSync(process.execPath, [child, folder, format, kind, out, worker], {
        encoding: 'utf8',
      });
      const { messages, bytes, seconds, cpuSeconds, mainBusyMs, peak } = JSON.parse(said);
      const sizes = `${messages} messages, ${(bytes / 1e6).toFixed(1)} MB`;
      const times = `${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of CPU, main busy ${mainBusyMs.toFixed(0)} ms)`;
      console.log(`${name} ${format}/${kind}: ${sizes}, ${times}, at most ${(peak / 1e6).toFixed(0)} MB`);
      rmSync(out, { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
