import { expect, test } from 'vitest';
import { movedTo } from './list-keys';

const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false });

test.each([
  ['ArrowDown', 4, 0],
  ['ArrowUp', 0, 4],
  ['PageDown', 1, 4],
  ['PageUp', 4, 0],
  ['Home', 3, 0],
  ['End', 1, 4],
])('%s goes from %i to %i in a list of five', (key, from, to) => {
  expect(movedTo(press(key), from, 5, true)).toBe(to);
});

test('Home and End stay with the text that is typed, unless Control is held', () => {
  expect(movedTo(press('Home'), 3, 5, false)).toBeNull();
  expect(movedTo(press('End'), 3, 5, false)).toBeNull();
  expect(movedTo(press('End', true), 3, 5, false)).toBe(4);
});

test('an empty list takes no key, and letters are never taken', () => {
  expect(movedTo(press('ArrowDown'), 0, 0, true)).toBeNull();
  expect(movedTo(press('a'), 0, 5, true)).toBeNull();
});
