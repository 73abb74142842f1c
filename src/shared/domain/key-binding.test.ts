import { describe, expect, test } from 'vitest';
import { bindingsOfPress, normalBinding, recordedBinding, refusalOf, toAccelerator } from './key-binding';

const press = (key: string, code: string, held = '') => ({
  key,
  code,
  ctrlKey: held.includes('c'),
  metaKey: held.includes('m'),
  altKey: held.includes('a'),
  shiftKey: held.includes('s'),
});

describe('what a press means', () => {
  test.each([
    ['a letter', press('n', 'KeyN', 'c'), 'Mod+N'],
    ['with Shift', press('N', 'KeyN', 'cs'), 'Mod+Shift+N'],
    ['Dvorak goes by the letter, not by the place', press('n', 'KeyL', 'c'), 'Mod+N'],
    ['Cyrillic goes by the place', press('т', 'KeyN', 'c'), 'Mod+N'],
    ['Greek with Shift', press('Ν', 'KeyN', 'cs'), 'Mod+Shift+N'],
    ['a dead key goes by the place', press('Dead', 'Slash', 'c'), 'Mod+/'],
    ['the slash of a German keyboard needs Shift', press('/', 'Digit7', 'cs'), 'Mod+/'],
    ['the slash of this one with Shift', press('?', 'Slash', 'cs'), 'Mod+Shift+/'],
    ['a digit of AZERTY', press('&', 'Digit1', 'c'), 'Mod+1'],
    ['a function key', press('F6', 'F6', 's'), 'Shift+F6'],
    ['Tab', press('Tab', 'Tab', 'cs'), 'Mod+Shift+Tab'],
    ['Escape', press('Escape', 'Escape'), 'Esc'],
  ])('%s', (_name, event, binding) => {
    expect(bindingsOfPress(event, false)).toContain(binding);
  });

  test('a letter is never what stands on its place on another keyboard', () => {
    expect(bindingsOfPress(press('n', 'KeyL', 'c'), false)).toEqual(['Mod+N']);
  });

  test('Control is not Command on a Mac, and the logo key is nobody’s elsewhere', () => {
    expect(bindingsOfPress(press('n', 'KeyN', 'm'), true)).toEqual(['Mod+N']);
    expect(bindingsOfPress(press('Tab', 'Tab', 'c'), true)).toEqual(['Ctrl+Tab']);
    expect(bindingsOfPress(press('n', 'KeyN', 'm'), false)).toEqual([]);
  });
});

test('a recorded key is found again by the press that it was recorded from', () => {
  const presses = [
    press('j', 'KeyJ', 'c'),
    press('ж', 'Semicolon', 'c'),
    press('?', 'Slash', 'cs'),
    press('/', 'Digit7', 'cs'),
    press('!', 'Digit1', 'cs'),
    press('+', 'Equal', 'cs'),
    press(' ', 'Space', 'cs'),
    press('F9', 'F9'),
  ];
  for (const event of presses) {
    const recorded = recordedBinding(event, false);
    expect(recorded).not.toBeNull();
    expect(bindingsOfPress(event, false)).toContain(recorded);
  }
  expect(recordedBinding(press('Control', 'ControlLeft', 'c'), false)).toBeNull();
  expect(recordedBinding(press('Shift', 'ShiftLeft', 's'), false)).toBeNull();
});

describe('keys that cannot be given away', () => {
  test.each([
    'A',
    'Shift+A',
    'Alt+A',
    'Space',
    'Tab',
    'Shift+Tab',
    '/',
    'Esc',
    'Mod+C',
    'Mod+V',
    'Mod+Z',
    'F11',
  ])('%s', (keys) => {
    expect(refusalOf(keys, false)).toMatch(/\.$/);
  });
  test('Ctrl+Alt types characters, except on a Mac', () => {
    expect(refusalOf('Mod+Alt+E', false)).not.toBeNull();
    expect(refusalOf('Mod+Alt+E', true)).toBeNull();
    expect(refusalOf('Mod+H', true)).not.toBeNull();
  });
  test.each(['Mod+J', 'Mod+Shift+Space', 'F6', 'Shift+F6', 'Ctrl+Tab', 'Mod+1', 'Mod+/'])(
    'but %s can',
    (keys) => {
      expect(refusalOf(keys, false)).toBeNull();
    },
  );
});

test('equal keys are equal texts; nonsense is none', () => {
  expect(normalBinding('Shift+Mod+N', false)).toBe('Mod+Shift+N');
  expect(normalBinding('Ctrl+Tab', false)).toBe('Mod+Tab');
  expect(normalBinding('Ctrl+Tab', true)).toBe('Ctrl+Tab');
  for (const text of ['', 'Mod', 'Mod+', 'Mod+Mod+N', 'n', 'Mod+NN', 'Mod+F25', 'Hyper+N', 'Mod++']) {
    expect(normalBinding(text, false)).toBeNull();
  }
  expect(toAccelerator('Mod+Shift+N')).toBe('CmdOrCtrl+Shift+N');
  expect(toAccelerator('Shift+F6')).toBe('Shift+F6');
});
