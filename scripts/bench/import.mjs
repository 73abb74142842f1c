// `node scripts/bench/import.mjs [--conversations=2000] [--messages=20] [--length=800] [--full]`: brings a generated export
// of ChatGPT into an empty database. `--full` is 2 GB: 100,000 conversations with 2,000,000 messages.
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureReady } from '../setup/index.mjs';
import { projectRoot } from '../setup/places.mjs';

const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '2000' },
    messages: { type: 'string', default: '20' },
    length: { type: 'string', default: '750' },
    full: { type: 'boolean', default: false },
  },
});
await ensureReady();
const { bundleForNode } = await import('../bundle-for-node.mjs');
const { measureImport } = await import(
  await bundleForNode('tests/reliability/import-sweep.ts', 'bench-import-sweep')
);
const bundles = {
  process: fileURLToPath(await bundleForNode('tests/reliability/import-process.ts', 'bench-import-process')),
  worker: fileURLToPath(
    await bundleForNode('src/main/bootstrap/workers/import-worker.ts', 'bench-import-worker'),
  ),
  migrationsFolder: join(projectRoot, 'drizzle'),
};
const generated = {
  conversations: values.full ? 100_000 : Number(values.conversations),
  messages: Number(values.messages),
  length: Number(values.length),
};
console.log(`Node ${process.version}, ${availableParallelism()} processors, load ${loadavg()[0].toFixed(1)}`);
const { bytes, seconds, peak, news } = await measureImport(bundles, generated);
const { stored, error } = news;
const rate = Math.round((stored?.messages ?? 0) / seconds);
console.log(
  `${(bytes / 1e6).toFixed(0)} MB, ${stored?.conversations} conversations, ${stored?.messages} messages`,
);
console.log(
  `${seconds.toFixed(1)} s, ${rate} messages a second, at most ${(peak / 1e6).toFixed(0)} MB of memory`,
);
const isWhole = stored?.conversations === generated.conversations && error === null;
if (!isWhole) console.log(`PROBLEM ${error?.message ?? 'not everything is there'}`);
process.exit(isWhole ? 0 : 1);
