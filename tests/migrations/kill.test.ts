import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';
import { migrationsFolder } from '../harness/database';
import { sweepMigrationKills, type MigrationKills } from './kill-sweep';

// Catches: a migration that leaves a file between two versions, loses a row, or begins without a snapshot.
test('every migration, killed while it runs, leaves the old database or the new one', async () => {
  const openOnce = fileURLToPath(await bundleForNode('tests/migrations/open-once.ts', 'test-open-once'));
  const results: MigrationKills[] = [];
  const sweep = sweepMigrationKills({ openOnce, killsEach: 2, oldest: 0, shipped: migrationsFolder });
  for await (const killed of sweep) results.push(killed);
  expect(results.flatMap(({ problems }) => problems)).toEqual([]);
  const [, ...migrated] = results;
  expect(migrated.reduce((sum, { old }) => sum + old, 0)).toBeGreaterThan(0);
  expect(migrated.reduce((sum, result) => sum + result.migrated, 0)).toBeGreaterThan(0);
});
