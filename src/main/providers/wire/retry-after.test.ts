import { expect, it } from 'vitest';
import { retryAfterOf } from './retry-after';

const now = Date.parse('2026-11-21T05:00:00Z');

// Catches: NaN that becomes "at once", dates read as seconds, and a negative wait.
it.each([
  [{ 'retry-after': '7' }, 7000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': ' 1.2 ' }, 1200],
  [{ 'retry-after-ms': '1534.2', 'retry-after': '60' }, 1535],
  [{ 'retry-after-ms': 'soon', 'retry-after': '3' }, 3000],
  [{ 'retry-after': 'Sat, 21 Nov 2026 05:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Sat, 21 Nov 2026 04:00:00 GMT' }, 0],
  [{ 'retry-after': 'soon' }, null],
  [{ 'retry-after': '-5' }, null],
  [{ 'retry-after': '' }, null],
  [{ 'retry-after-ms': '-5' }, null],
  [{}, null],
])('of %j is %j', (headers: Readonly<Record<string, string>>, expected) => {
  expect(retryAfterOf(headers, now)).toBe(expected);
});
