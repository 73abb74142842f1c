// `npm run seed -- --user-data-dir=DIR …`: fills a database with conversations (src/main/persistence/seed/seed-cli.ts).
import { resolve } from 'node:path';
import { ensureReady } from './setup/index.mjs';

await ensureReady();
const { bundleForNode } = await import('./bundle-for-node.mjs');
const { runSeed } = await import(await bundleForNode('src/main/persistence/seed/seed-cli.ts', 'seed'));
process.exitCode = runSeed(process.argv.slice(2), resolve(import.meta.dirname, '../drizzle'));
