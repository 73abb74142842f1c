import { commandIds, commands, type CommandId } from '#shared/domain/commands';
import { globalKeyRefusal } from '#shared/domain/global-key';
import { normalBinding, refusalOf } from '#shared/domain/key-binding';
import { alwaysReachable, resolveShortcuts, type ChosenKeys } from '#shared/domain/shortcuts';

export type KeyProblem =
  /** The key cannot be used here, whatever else is changed. */
  | { readonly type: 'refused'; readonly sentence: string }
  /** Another command has it, and can be made to give it up. */
  | { readonly type: 'taken'; readonly by: CommandId; readonly keys: string };

/** Who has a key when this command does not ask for it. */
function holderOf(chosen: ChosenKeys, id: CommandId, keys: string, isMac: boolean): CommandId | null {
  const others = resolveShortcuts({ ...chosen, [id]: null }, isMac);
  const binding = normalBinding(keys, isMac);
  return commandIds.find((each) => each !== id && others[each] === binding) ?? null;
}

/** What stands against giving a command this key; null: nothing does. */
export function problemOf(
  chosen: ChosenKeys,
  id: CommandId,
  keys: string,
  isMac: boolean,
  globalKey: string | null = null,
): KeyProblem | null {
  const sentence = refusalOf(keys, isMac);
  if (sentence !== null) return { type: 'refused', sentence };
  if (globalKey !== null && normalBinding(globalKey, isMac) === normalBinding(keys, isMac)) {
    return { type: 'refused', sentence: 'This key opens the quick window. Press another one.' };
  }
  const by = holderOf(chosen, id, keys, isMac);
  if (by === null) return null;
  if (by === alwaysReachable || commands[by].hasFixedKey) {
    const name = commands[by].title.replace('…', '');
    return {
      type: 'refused',
      sentence: `This key is for “${name}”, which must keep one. Press another one.`,
    };
  }
  return { type: 'taken', by, keys };
}

/** What stands against taking this key from every program; also from Parley, where a command may have it. */
export function globalProblemOf(chosen: ChosenKeys, keys: string, isMac: boolean): KeyProblem | null {
  const sentence = globalKeyRefusal(keys, isMac);
  if (sentence !== null) return { type: 'refused', sentence };
  const shortcuts = resolveShortcuts(chosen, isMac);
  const by = commandIds.find((id) => shortcuts[id] === normalBinding(keys, isMac));
  if (by === undefined) return null;
  const name = commands[by].title.replace('…', '');
  return { type: 'refused', sentence: `This key is for “${name}” in Parley. Press another one.` };
}

/** The command has this key from now on (null: none), and whoever had it has it no more. */
export function withKey(chosen: ChosenKeys, id: CommandId, keys: string | null, isMac: boolean): ChosenKeys {
  const holder = keys === null ? null : holderOf(chosen, id, keys, isMac);
  const given = commands[id].keys;
  const isGiven =
    keys === given ||
    (keys !== null && given !== null && normalBinding(keys, isMac) === normalBinding(given, isMac));
  const others = Object.entries(chosen).filter(([each]) => each !== id);
  const next = Object.fromEntries(isGiven ? others : [...others, [id, keys]]);
  // A key that it only has because it is given comes back as soon as it is free again.
  return holder !== null && (Object.hasOwn(next, holder) || isGiven) ? { ...next, [holder]: null } : next;
}

/** As they are given; what another version keeps here stays. */
export const withoutChoices = (chosen: ChosenKeys): ChosenKeys =>
  Object.fromEntries(Object.entries(chosen).filter(([id]) => !Object.hasOwn(commands, id)));
