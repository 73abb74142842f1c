import { expect, test } from 'vitest';
import { describeShape } from './key-shape';

test.each([
  ['sk-ant-api03-abcdefghijkl', 'Looks like an Anthropic key'],
  ['  sk-proj-abcdefghijkl\n', 'Looks like an OpenAI key'],
  ['AIzaSyAbcdefghijklmnopqrstuvw', 'Looks like a Google Gemini key'],
  ['sk-or-v1-abcdefghijkl', 'Not the shape'],
  ['sk-proj-abc def ghi', 'no spaces'],
])('of %j is said: %s', (key, says) => {
  expect(describeShape(key)).toContain(says);
});

test('nothing is said of a few letters', () => {
  expect(describeShape('sk-')).toBeNull();
});
