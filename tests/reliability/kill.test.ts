import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';
import { migrationsFolder } from '../harness/database';
import { killLabels } from './kill-labels';
import { sweepKills } from './kill-sweep';

let engineProcess = '';
beforeAll(async () => {
  engineProcess = fileURLToPath(
    await bundleForNode('tests/reliability/engine-process.ts', 'test-engine-process'),
  );
});

// Catches: an answer before the commit, a checkpoint that comes too late or not at all, a start that forgets a reply.
test('in 50 kills of the real engine no acknowledged message and no more than a moment of a reply is lost', async () => {
  const figures = await sweepKills({ kills: 50, engineProcess, migrationsFolder, seed: 7, lanes: 2 });
  expect(figures.problems).toEqual([]);
  expect(figures).toMatchObject({ kills: 50, lostMessages: 0 });
  expect(Object.keys(figures.killsByLabel).toSorted()).toEqual([...killLabels, 'at random'].toSorted());
  // The kills hit what they are meant to hit.
  expect(figures.acknowledgedMessages).toBeGreaterThan(50);
  expect(figures.liveReplies).toBeGreaterThan(50);
});
