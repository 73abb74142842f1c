import type { AppCommand } from '#shared/contracts/events';
import { hasMod } from '../lib/platform';

/** Everything that a key or the menu can ask a window to do. */
export type WindowCommand =
  | AppCommand
  | 'new-window'
  | 'focus-search'
  | 'find'
  | 'next-pane'
  | 'previous-pane'
  | 'toggle-outline'
  | 'toggle-inspector';

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

const withMod: Readonly<Record<string, WindowCommand>> = {
  n: 'new-conversation',
  ',': 'open-settings',
  b: 'toggle-sidebar',
  f: 'find',
  l: 'focus-composer',
  '/': 'show-shortcuts',
};

const withModAndShift: Readonly<Record<string, WindowCommand>> = {
  m: 'choose-model',
  p: 'choose-persona',
  f: 'focus-search',
  n: 'new-window',
  o: 'toggle-outline',
  i: 'toggle-inspector',
  e: 'export-conversation',
};

/** What a key asks for, or null when it is not one of ours. */
export function commandOfKey(event: KeyPress): WindowCommand | null {
  const { key, shiftKey, altKey, ctrlKey } = event;
  if (altKey) return null;
  if (key === 'Tab' && ctrlKey) return shiftKey ? 'previous-conversation' : 'next-conversation';
  if (key === 'F6') return shiftKey ? 'previous-pane' : 'next-pane';
  if (key === 'Escape') return 'stop';
  if (!hasMod(event)) return null;
  const name = key.toLowerCase();
  // On some layouts the slash itself needs Shift.
  if (name === '/') return 'show-shortcuts';
  return (shiftKey ? withModAndShift[name] : withMod[name]) ?? null;
}
