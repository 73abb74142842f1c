import { expect, test } from 'vitest';
import { countAt } from './event-json';

// Catches: one absurd count of one server, after which no sum of that day fits into a safe integer.
test('a count of tokens that no model could have is unknown', () => {
  const counts = [0, 12, 1_000_000_000, 1_000_000_001, Number.MAX_SAFE_INTEGER, -1, 1.5, '12', null];
  expect(counts.map((count) => countAt({ count }, 'count'))).toEqual([
    0,
    12,
    1_000_000_000,
    ...Array.from({ length: 6 }, () => null),
  ]);
});
