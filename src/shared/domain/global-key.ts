import { formatBinding, parseBinding, systemUseOf, type KeyBinding } from './key-binding';

/** Keys that every desktop, or many programs, have a use for. */
const takenEverywhere: Readonly<Record<string, string>> = {
  'Alt+Space': 'opens the menu of a window',
  'Mod+Space': 'changes the input method on many systems',
  'Mod+Shift+Esc': 'opens the task manager',
};
const takenOnMac: Readonly<Record<string, string>> = {
  'Mod+Alt+Space': 'searches in Finder',
  'Ctrl+Space': 'changes the input method',
};

const isFunctionKey = (key: string): boolean => /^F\d+$/.test(key);

/** Alone with one modifier, other programs need these too seldom to be missed. */
const isQuiet = (key: string): boolean => key === 'Space' || key === '`' || isFunctionKey(key);

function writes({ mod, ctrl, alt, key }: KeyBinding, isMac: boolean): boolean {
  // AltGr of many keyboards is Ctrl+Alt.
  return !isMac && alt && (mod || ctrl) && key.length === 1;
}

/** Why a key cannot be taken from every other program, in a sentence; null when it can. */
export function globalKeyRefusal(text: string, isMac: boolean): string | null {
  const binding = parseBinding(text);
  if (binding === null) return 'This is not a key that Parley can use.';
  const { mod, ctrl, alt, shift, key } = binding;
  if (key === 'Esc') return 'Esc is needed in every program. Press another key.';
  const held = [mod, ctrl, alt, shift].filter(Boolean).length;
  const name = isMac ? 'Command' : 'Ctrl';
  if (!mod && !ctrl && !alt) return `Other programs need this key. Hold ${name} or Alt with it.`;
  if (held < 2 && !isQuiet(key)) return 'Other programs need this key. Hold Shift or another key with it.';
  if (writes(binding, isMac)) return 'Ctrl+Alt types a character on many keyboards. Leave Alt out.';
  const normal = formatBinding(binding, isMac);
  const does = systemUseOf(normal, isMac) ?? (isMac ? takenOnMac : takenEverywhere)[normal];
  return does === undefined ? null : `This key ${does}. Press another one.`;
}
