import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';
import { migrationsFolder } from '../harness/database';
import { sweepRestoreKills } from './restore-kill-sweep';

// Catches: half of a restore that stays after a kill. The long form is scripts/soak/restore-kills.mjs.
test('killed at any point of a restore, everything is as before or as in the backup', async () => {
  const restoreOnce = fileURLToPath(await bundleForNode('tests/storage/restore-once.ts', 'restore-once'));
  const { problems, old, restored } = await sweepRestoreKills({ restoreOnce, kills: 4, migrationsFolder });
  expect(problems).toEqual([]);
  expect(old + restored).toBe(4);
});
