import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';
import { migrationsFolder } from '../harness/database';
import { diskFaults, type FaultAttempt } from './fault-plan';
import { sweepFaults } from './fault-sweep';
import { canTrace, whyNoTrace } from './trace-process';

if (!canTrace) process.stderr.write(`${whyNoTrace}\n`);

/** Where each fault is met: in the start, in a send, in checkpoints, in the end of answers, in the snapshot and the close. */
const places: Readonly<Record<(typeof diskFaults)[number]['name'], readonly number[]>> = {
  'fsync fails': [1, 9, 20],
  'writing fails': [1, 90, 200],
  'no space to write': [12, 120],
  'reading fails': [1, 14, 90],
  'shortening fails': [1],
};

const attempts: readonly FaultAttempt[] = diskFaults.flatMap((fault) =>
  places[fault.name].flatMap((nth) => [
    { fault, nth, lasts: false, folder: 'old' } as const,
    ...(nth > 1 ? [{ fault, nth, lasts: true, folder: 'old' } as const] : []),
  ]),
);

describe.runIf(canTrace)('a disk that fails', () => {
  let engineProcess = '';
  beforeAll(async () => {
    engineProcess = fileURLToPath(
      await bundleForNode('tests/reliability/fault-process.ts', 'test-fault-process'),
    );
  });

  // Catches: an answer before the commit, a crash on a failure nobody expected, a sound file taken for damaged because it
  // could not be read for a moment, a start that shows nothing because nothing can be written.
  test('is told with its sentence, loses nothing that was acknowledged, and old conversations stay readable', async () => {
    const figures = await sweepFaults({ attempts, engineProcess, migrationsFolder, lanes: 4 });
    expect(figures.problems).toEqual([]);
    // The faults are met, and are told as failures of storage.
    expect(figures.met).toBe(attempts.length);
    expect(Object.keys(figures.told)).toContain('storage.failed');
    expect(Object.keys(figures.told)).toContain('storage.full');
    expect(Object.keys(figures.openings)).toContain('read-only');
    expect(figures.acknowledgedMessages).toBeGreaterThan(attempts.length);
  });
});
