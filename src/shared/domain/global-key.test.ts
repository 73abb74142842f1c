import { expect, test } from 'vitest';
import { globalKeyRefusal } from './global-key';
import { settingsSchema } from './settings';

test.each(['Mod+Shift+Space', 'Alt+Shift+P', 'Mod+`', 'Alt+F9', 'Mod+Shift+K'])('%s can be taken', (keys) => {
  expect([keys, globalKeyRefusal(keys, false), globalKeyRefusal(keys, true)]).toEqual([keys, null, null]);
});

test.each([
  ['K', 'Hold'],
  ['Shift+K', 'Hold'],
  ['F5', 'Hold'],
  ['Mod+S', 'Hold Shift'],
  ['Esc', 'Esc'],
  ['Mod+Shift+Z', 'again'],
  ['Mod+Shift+V', 'pastes'],
  ['Alt+Space', 'menu of a window'],
  ['Mod+Alt+E', 'types a character'],
  ['nonsense', 'not a key'],
])('%s is refused in a sentence, as all programs would miss it', (keys, words) => {
  expect(globalKeyRefusal(keys, false)).toContain(words);
});

test('what is Spotlight’s stays Spotlight’s, and Option+Space is free on a Mac', () => {
  expect(globalKeyRefusal('Mod+Space', true)).toContain('Spotlight');
  expect(globalKeyRefusal('Alt+Space', true)).toBeNull();
});

test('the key that is given can be taken, and takes nothing before a person says so', () => {
  const { quickKey, isQuickKeyOn } = settingsSchema.parse({});
  expect([isQuickKeyOn, globalKeyRefusal(quickKey, false), globalKeyRefusal(quickKey, true)]).toEqual([
    false,
    null,
    null,
  ]);
});
