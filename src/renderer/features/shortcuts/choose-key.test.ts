import { describe, expect, test } from 'vitest';
import { resolveShortcuts } from '#shared/domain/shortcuts';
import { problemOf, withKey, withoutChoices } from './choose-key';

const keysAfter = (chosen: ReturnType<typeof withKey>) => resolveShortcuts(chosen, false);

test('a free key is taken, and the given one comes back without a trace', () => {
  const chosen = withKey({}, 'find', 'Mod+J', false);
  expect(keysAfter(chosen).find).toBe('Mod+J');
  expect(withKey(chosen, 'find', 'Mod+F', false)).toEqual({});
});

describe('a key that another command has', () => {
  test('is named, and moves on demand', () => {
    expect(problemOf({}, 'find', 'Mod+B', false)).toEqual({
      type: 'taken',
      by: 'toggle-sidebar',
      keys: 'Mod+B',
    });
    const chosen = withKey({}, 'find', 'Mod+B', false);
    expect([keysAfter(chosen).find, keysAfter(chosen)['toggle-sidebar']]).toEqual(['Mod+B', null]);
    const back = keysAfter(withKey(chosen, 'find', 'Mod+F', false));
    expect([back.find, back['toggle-sidebar']]).toEqual(['Mod+F', 'Mod+B']);
  });
  test('also when it was chosen there', () => {
    const chosen = withKey(withKey({}, 'new-window', 'Mod+J', false), 'find', 'Mod+J', false);
    expect([keysAfter(chosen).find, keysAfter(chosen)['new-window']]).toEqual(['Mod+J', null]);
  });
  test('also when it is this one’s own that somebody else has chosen', () => {
    const chosen = withKey({}, 'new-window', 'Mod+F', false);
    expect(problemOf(chosen, 'find', 'Mod+F', false)).toMatchObject({ type: 'taken', by: 'new-window' });
    const back = keysAfter(withKey(chosen, 'find', 'Mod+F', false));
    expect([back.find, back['new-window']]).toEqual(['Mod+F', null]);
  });
  test('is not taken from Settings', () => {
    expect(problemOf({}, 'find', 'Mod+,', false)).toMatchObject({ type: 'refused' });
    expect(problemOf({ 'open-settings': 'Mod+J' }, 'find', 'Mod+J', false)).toMatchObject({
      type: 'refused',
    });
    expect(problemOf({ 'open-settings': 'Mod+J' }, 'find', 'Mod+,', false)).toBeNull();
  });
});

test('no key stays no key; keys of another version stay', () => {
  const chosen = withKey({ 'fold-space': 'Mod+Shift+9' }, 'find', null, false);
  expect(chosen).toEqual({ 'fold-space': 'Mod+Shift+9', find: null });
  expect(withoutChoices(chosen)).toEqual({ 'fold-space': 'Mod+Shift+9' });
});
