import { expect, it } from 'vitest';
import { factsLine } from './audit-words';

// Catches: words of the program, as `is cancelled false`, where a person reads what happened.
it('says facts in words', () => {
  expect(
    factsLine({ added: 1408, format: 'chatgpt', isCancelled: false, trigger: 'person', reason: null }),
  ).toBe('added 1,408 · format chatgpt · trigger person');
  expect(factsLine({ bytes: 3_016_470, isEncrypted: true, hasThinking: true })).toBe(
    '3.0 MB · encrypted · thinking',
  );
  expect(factsLine({ isWhole: false })).toBe('not whole');
});
