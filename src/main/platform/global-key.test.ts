import { expect, test } from 'vitest';
import { silentLogger } from '../../../tests/harness/database';
import { createGlobalKey } from './global-key';

/** The keys of a desktop, some of which another program has. */
function desktop(...others: readonly string[]) {
  const taken = new Map<string, (() => void) | null>(others.map((key) => [key, null]));
  const presses: string[] = [];
  const key = createGlobalKey(
    {
      register(accelerator: string, onPress: () => void) {
        if (accelerator.includes('??')) throw new TypeError('not an accelerator');
        if (taken.has(accelerator)) return false;
        taken.set(accelerator, onPress);
        return true;
      },
      unregister: (accelerator: string) => void taken.delete(accelerator),
    },
    () => presses.push('press'),
    silentLogger,
  );
  return { key, taken, presses };
}

test('it takes one key, and gives it back when another is wanted, none, or at the end', () => {
  const { key, taken, presses } = desktop();
  expect(key.state()).toBe('off');
  key.set('Mod+Shift+Space');
  taken.get('CmdOrCtrl+Shift+Space')?.();
  expect([key.state(), presses]).toEqual(['on', ['press']]);
  key.set('Alt+Shift+P');
  expect([...taken.keys()]).toEqual(['Alt+Shift+P']);
  key.set(null);
  expect([[...taken.keys()], key.state()]).toEqual([[], 'off']);
  key.set('Alt+Shift+P');
  key.end();
  expect([...taken.keys()]).toEqual([]);
});

// Catches: giving back a key that another program has, and a refusal that is never asked for again.
test('a key of another program is refused, left to it, and asked for again later', () => {
  const { key, taken } = desktop('Alt+Shift+P');
  key.set('Alt+Shift+P');
  expect(key.state()).toBe('refused');
  key.set('Mod+Shift+Space');
  expect([key.state(), [...taken.keys()]]).toEqual(['on', ['Alt+Shift+P', 'CmdOrCtrl+Shift+Space']]);
  key.set('Alt+Shift+P');
  expect(key.state()).toBe('refused');
  taken.delete('Alt+Shift+P');
  key.set('Alt+Shift+P');
  expect(key.state()).toBe('on');
});

test('what the system cannot read is refused and ends nothing', () => {
  const { key } = desktop();
  key.set('??');
  expect(key.state()).toBe('refused');
});
