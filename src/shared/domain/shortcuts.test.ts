import { describe, expect, test } from 'vitest';
import { commandIds, commands } from './commands';
import { refusalOf } from './key-binding';
import { resolveShortcuts } from './shortcuts';

const taken = (shortcuts: ReturnType<typeof resolveShortcuts>): string[] =>
  Object.values(shortcuts).filter((keys) => keys !== null);

test('every default key can be used, and no two commands have the same', () => {
  for (const isMac of [true, false]) {
    const shortcuts = resolveShortcuts({}, isMac);
    for (const id of commandIds) {
      const { keys, hasFixedKey } = commands[id];
      if (keys !== null && !hasFixedKey) expect([id, refusalOf(keys, isMac)]).toEqual([id, null]);
      expect([id, shortcuts[id] === null]).toEqual([id, keys === null]);
    }
  }
});

describe('chosen keys', () => {
  test('go before given ones: who had the key before has none', () => {
    const shortcuts = resolveShortcuts({ find: 'Mod+B' }, false);
    expect(shortcuts.find).toBe('Mod+B');
    expect(shortcuts['toggle-sidebar']).toBeNull();
  });
  test('take a key away', () => {
    expect(resolveShortcuts({ find: null }, false).find).toBeNull();
  });
  test('of another version, or that cannot be used, are as if they were not chosen', () => {
    const chosen = { 'fold-space': 'Mod+N', find: 'A', 'new-window': 'nonsense', stop: 'Mod+J' };
    const shortcuts = resolveShortcuts(chosen, false);
    expect(shortcuts).toEqual(resolveShortcuts({}, false));
  });
  test.each([
    { 'open-settings': null },
    { find: 'Mod+,' },
    { find: 'Mod+,', 'open-settings': null },
    { 'open-settings': 'A' },
    { stop: 'Mod+,' },
  ])('leave a way to Settings: %o', (chosen) => {
    expect(resolveShortcuts(chosen, false)['open-settings']).toBe('Mod+,');
  });
});

test('whatever is stored, no key means two things and Settings keep one', () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const pool = [null, 'Mod+N', 'Mod+,', 'Mod+K', 'Ctrl+Tab', 'Mod+Tab', 'Esc', 'F6', 'A', 'Shift+Mod+N', ''];
  for (let run = 0; run < 300; run += 1) {
    const chosen: Record<string, string | null> = {};
    for (let count = random(12); count > 0; count -= 1) {
      chosen[commandIds[random(commandIds.length)] ?? ''] = pool[random(pool.length)] ?? null;
    }
    const shortcuts = resolveShortcuts(chosen, random(2) === 0);
    expect(new Set(taken(shortcuts)).size).toBe(taken(shortcuts).length);
    expect(shortcuts['open-settings']).not.toBeNull();
    expect(shortcuts.stop).toBe('Esc');
  }
});
