import { expect, it } from 'vitest';
import { linePath, roundTime } from './chart-geometry';

it('reaches up to a round figure', () => {
  expect([0, 99, 101, 450, 1_001, 7_300].map(roundTime)).toEqual([100, 100, 200, 500, 2_000, 10_000]);
});

// Catches: a line that is drawn through hours in which nothing was asked, or an hour alone that is not seen.
it('leaves gaps where there is nothing, and shows what stands alone', () => {
  expect(linePath([100, null, 50, 0, null, 200], 100)).toBe(
    'M0.2 0.0000H0.8M2.5 0.5000L3.5 1.0000M5.2 0.0000H5.8',
  );
  expect(linePath([null, null], 100)).toBe('');
});
