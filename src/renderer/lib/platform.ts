/** Whether the modifier of shortcuts is Command and not Control. */
export const isMac = (): boolean => navigator.userAgent.includes('Macintosh');

/** The modifier of shortcuts on this system is held (and not the other one). */
export const hasMod = (event: { readonly ctrlKey: boolean; readonly metaKey: boolean }): boolean =>
  isMac() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;

const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Plus: '+' };
const names: Readonly<Record<string, string>> = { Mod: 'Ctrl', Plus: '+' };

/** `Ctrl+Shift+N` or `⌘⇧N` from `Mod+Shift+N`. */
export function shortcutLabel(keys: string): string {
  const parts = keys.split('+');
  return isMac()
    ? parts.map((part) => macSigns[part] ?? part).join('')
    : parts.map((part) => names[part] ?? part).join('+');
}
