import { expect, test } from 'vitest';
import { isOn, placeQuickWindow, quickSize } from './quick-place';

const left = { x: -1920, y: 0, width: 1920, height: 1080 };
const right = { x: 0, y: 25, width: 1440, height: 875 };

test('it stands in the middle of the display, a little above it', () => {
  const bounds = placeQuickWindow(quickSize, left);
  expect(bounds).toEqual({ x: -1280, y: 173, ...quickSize });
  expect([isOn(bounds, left), isOn(bounds, right)]).toEqual([true, false]);
});

test('it is never larger than the display', () => {
  expect(placeQuickWindow({ width: 3000, height: 2000 }, right)).toEqual(right);
});
