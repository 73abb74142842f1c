import { expect, it } from 'vitest';
import { yearsFirst } from './history-words';

// Catches: the same day of other years somewhere among a hundred months.
it('puts the same day of whole years before that of months, the latest of each first', () => {
  const days = [1, 11, 12, 13, 24, 119, 120].map((months) => ({ months }));
  expect(yearsFirst(days).map(({ months }) => months)).toEqual([12, 24, 120, 1, 11, 13, 119]);
});
