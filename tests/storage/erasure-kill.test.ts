import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';
import { migrationsFolder } from '../harness/database';
import { canTrace, whyNoTrace } from '../reliability/trace-process';
import { erasedKinds, sweepErasureKills } from './erasure-kill-sweep';

if (!canTrace) process.stderr.write(`${whyNoTrace}\n`);

// Catches: a trace that a kill leaves for good, a start that forgets the rest. The long form is scripts/soak/erasure-kills.mjs.
describe.runIf(canTrace)('an erasure that is killed', () => {
  let eraseOnce = '';
  beforeAll(async () => {
    eraseOnce = fileURLToPath(await bundleForNode('tests/storage/erase-once.ts', 'erase-once'));
  });
  it.each(erasedKinds)('of %s is ended by the next start, and its words are nowhere', async (what) => {
    const { problems, ...figures } = await sweepErasureKills({
      ...{ eraseOnce, migrationsFolder, what, kills: 6 },
    });
    expect(problems).toEqual([]);
    expect(figures.untouched + figures.resumed + figures.erased).toBe(6);
    expect(figures.resumed).toBeGreaterThan(2);
  });
});
