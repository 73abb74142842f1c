import { expect, test } from 'vitest';
import { readFragment, toFragment, type FirstView } from './window-address';

const id = '0193a3a0-0000-7000-8000-000000000001';

test.each<FirstView>([
  { conversationId: null, command: null },
  { conversationId: id, command: null },
  { conversationId: null, command: 'open-settings' },
  { conversationId: id, command: 'choose-persona' },
])('%j is read as it was written', (view) => {
  expect(readFragment(toFragment(view))).toEqual(view);
});

test('a plain window has nothing behind its address, and what is no command is none', () => {
  expect(toFragment({ conversationId: null, command: null })).toBe('');
  expect(readFragment(`${id}!format-disk`)).toEqual({ conversationId: id, command: null });
});
