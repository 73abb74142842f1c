import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareTexts, type Stretch } from './compare-texts';

const joined = (side: readonly Stretch[]): string => side.map(({ text }) => text).join('');
const own = (side: readonly Stretch[]): readonly string[] =>
  side.filter(({ isOwn }) => isOwn).map(({ text }) => text);

test('each side keeps its text whole, and what is not its own is on both', () => {
  const text = fc.stringMatching(/^[ab \n漢é]{0,60}$/);
  fc.assert(
    fc.property(text, text, (left, right) => {
      const comparison = compareTexts(left, right);
      expect(joined(comparison.left)).toBe(left);
      expect(joined(comparison.right)).toBe(right);
      const shared = (side: readonly Stretch[]) => joined(side.filter(({ isOwn }) => !isOwn));
      expect(shared(comparison.left)).toBe(shared(comparison.right));
    }),
  );
});

test('only the words that differ are marked', () => {
  const { left, right } = compareTexts('The log is written first.', 'The journal is written first.');
  expect(own(left)).toEqual(['log']);
  expect(own(right)).toEqual(['journal']);
});
