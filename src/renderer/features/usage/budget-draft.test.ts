import { expect, it } from 'vitest';
import { amountOf } from './budget-draft';

it.each([
  ['5', 5_000_000_000],
  ['$ 0.10', 100_000_000],
  ['2,50', 2_500_000_000],
])('reads %s as money', (text, nanos) => {
  expect(amountOf(text)).toBe(nanos);
});

it.each(['', '0', '-1', '1e3', 'five', '1.2.3', '1,000,000'])('does not take %j for money', (text) => {
  expect(amountOf(text)).toBeNull();
});
