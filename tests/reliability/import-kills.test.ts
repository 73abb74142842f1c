import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';
import { migrationsFolder } from '../harness/database';
import { sweepImportKills } from './import-sweep';

// Catches: a conversation without its last messages, one that comes twice, an import that cannot go on after a crash.
test('an import that is killed leaves whole conversations, and goes on where it was', async () => {
  const bundle = async (entry: string, name: string): Promise<string> =>
    fileURLToPath(await bundleForNode(entry, name));
  const bundles = {
    process: await bundle('tests/reliability/import-process.ts', 'test-import-process'),
    worker: await bundle('src/main/bootstrap/workers/import-worker.ts', 'test-import-worker'),
    migrationsFolder,
  };
  const generated = { conversations: 800, messages: 6, length: 60 };
  const figures = await sweepImportKills(bundles, { kills: 5, seed: 11, generated });
  expect(figures.problems).toEqual([]);
  // The kills fell into the import, not before or after it.
  expect(figures.partly).toBeGreaterThan(0);
});
