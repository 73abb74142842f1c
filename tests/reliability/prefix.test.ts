import { expect, test } from 'vitest';
import { sweepPrefixes } from './prefix-sweep';

// Catches: an answer that passes as whole after a reset or in silence, or that loses text it had received.
test('a prefix with a clean end, a reset or a stall behind it is never whole before its end marker', async () => {
  const figures = await sweepPrefixes(41);
  expect(figures.problems.slice(0, 20)).toEqual([]);
  expect(figures.transcripts).toBeGreaterThanOrEqual(48);
  expect(figures.turns).toBeGreaterThan(5_000);
});
