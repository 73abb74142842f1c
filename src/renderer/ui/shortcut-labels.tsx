import type { CommandId } from '#shared/domain/commands';
import { resolveShortcuts, type Shortcuts } from '#shared/domain/shortcuts';
import { createContext, useContext } from 'react';
import { isMac, shortcutLabel } from '../lib/platform';

/** The keys that this person uses. */
export const ShortcutsContext = createContext<Shortcuts>(resolveShortcuts({}, isMac()));

/** The key of a command as it stands on this keyboard; undefined: it has none. */
export function useShortcutLabel(id: CommandId): string | undefined {
  const keys = useContext(ShortcutsContext)[id];
  return keys === null ? undefined : shortcutLabel(keys);
}

/** `Choose a model (Ctrl+Shift+M)`, or without the key where there is none. */
export function useTitleWithKey(title: string, id: CommandId): string {
  const label = useShortcutLabel(id);
  return label === undefined ? title : `${title} (${label})`;
}
