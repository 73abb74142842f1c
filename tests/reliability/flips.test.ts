import { expect, test } from 'vitest';
import { migrationsFolder } from '../harness/database';
import { sweepFileFlips } from './flip-sweep';

// Catches: a text that a disk changed and that is shown as if it had been told.
test('a flipped bit anywhere in the database is repaired, or is seen in its conversation alone', async () => {
  const figures = await sweepFileFlips(300, 7, migrationsFolder);
  expect(figures.problems).toEqual([]);
  expect(figures.repaired).toBeGreaterThan(0);
  expect(figures.noticed).toBeGreaterThan(0);
});
