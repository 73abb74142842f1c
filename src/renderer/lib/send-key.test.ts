import { describe, expect, test } from 'vitest';
import { isSendKey, type PressedKey } from './send-key';

const enter: PressedKey = {
  key: 'Enter',
  shiftKey: false,
  altKey: false,
  hasMod: false,
  isComposing: false,
  keyCode: 13,
};

describe('the key that sends', () => {
  test.each([
    ['Enter', {}, true],
    ['Shift+Enter makes a line', { shiftKey: true }, false],
    ['Alt+Enter', { altKey: true }, false],
    ['Mod+Enter', { hasMod: true }, true],
    ['Enter that chooses a candidate', { isComposing: true }, false],
    ['Enter that ends a composition', { keyCode: 229 }, false],
    ['another key', { key: 'a', keyCode: 65 }, false],
  ])('%s', (_name, change, isSent) => {
    expect(isSendKey({ ...enter, ...change }, 'enter')).toBe(isSent);
  });

  test('Enter makes a line when Mod+Enter sends', () => {
    expect(isSendKey(enter, 'mod-enter')).toBe(false);
    expect(isSendKey({ ...enter, hasMod: true }, 'mod-enter')).toBe(true);
  });
});
