import { expect, test } from 'vitest';
import { describeKey } from './key-shape';

test.each([
  ['sk-ant-api03-abcdefghijkl', 'Anthropic', true],
  ['  sk-proj-abcdefghijkl\n', 'OpenAI', true],
  ['AIzaSyAbcdefghijklmnopqrstuvw', 'Google', true],
  ['sk-or-v1-abcdefghijkl', 'Not the shape', false],
  ['sk-proj-abc def ghi', 'no spaces', false],
])('%j', (key, says, isKnown) => {
  const described = describeKey(key);
  expect(described?.text).toContain(says);
  expect(described?.isKnown).toBe(isKnown);
});

test('nothing is said of a few letters', () => {
  expect(describeKey('sk-')).toBeNull();
});
