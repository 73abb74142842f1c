import { describe, expect, it } from 'vitest';
import { isNewEnough } from './node-runtime.mjs';

describe('isNewEnough', () => {
  it.each([
    ['20.20.2', '9', false],
    ['22.11.0', '9', false],
    ['22.12.0', '9', false],
    ['22.14.0', '10', true],
    ['23.5.0', '9', false],
    ['24.21.0', '10', true],
    ['26.1.0', '10', true],
  ])('Node %s with N-API %s: %s', (node, napi, expected) => {
    expect(isNewEnough({ node, napi })).toBe(expected);
  });
});
