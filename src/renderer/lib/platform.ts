/** Whether the modifier of shortcuts is Command and not Control. */
export const isMac = (): boolean => navigator.userAgent.includes('Macintosh');

/** The modifier of shortcuts on this system is held (and not the other one). */
export const hasMod = (event: { readonly ctrlKey: boolean; readonly metaKey: boolean }): boolean =>
  isMac() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;

/** `Ctrl+N` or `⌘N` from `Mod+N`. */
export function shortcutLabel(keys: string): string {
  if (!isMac()) return keys.replace('Mod', 'Ctrl');
  return keys.replace('Mod', '⌘').replace('Shift', '⇧').replaceAll('+', '');
}
