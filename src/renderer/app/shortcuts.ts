import { commandIds, type CommandId } from '#shared/domain/commands';
import { bindingsOfPress, type KeyPress } from '#shared/domain/key-binding';
import type { Shortcuts } from '#shared/domain/shortcuts';

/** What a key asks for, or null when it is not one of ours. */
export function commandOfKey(press: KeyPress, shortcuts: Shortcuts, isMac: boolean): CommandId | null {
  for (const binding of bindingsOfPress(press, isMac)) {
    const id = commandIds.find((each) => shortcuts[each] === binding);
    if (id !== undefined) return id;
  }
  return null;
}
