import { commandIds, commands, type CommandId } from './commands';
import { normalBinding, refusalOf } from './key-binding';

/** Keys that a person chose, by command; null takes a command's key away. May name commands of another version. */
export type ChosenKeys = Readonly<Record<string, string | null>>;

/** The key of each command; null: it has none. No two have the same. */
export type Shortcuts = Readonly<Record<CommandId, string | null>>;

/** Whatever else is chosen, it keeps a key: behind it everything else can be set right. */
export const alwaysReachable: CommandId = 'open-settings';

/**
 * What is chosen goes before what is given; of two that chose the same key, the one that is listed first has it. A key
 * that cannot be used is as if it were not chosen.
 */
export function resolveShortcuts(chosen: ChosenKeys, isMac: boolean): Shortcuts {
  const keys: Partial<Record<CommandId, string | null>> = {};
  const used = new Set<string>();
  const give = (id: CommandId, wanted: string | null): boolean => {
    const binding = wanted === null ? null : normalBinding(wanted, isMac);
    if (binding !== null && used.has(binding)) return false;
    if (binding !== null) used.add(binding);
    keys[id] = binding;
    return true;
  };
  const giveChosen = (id: CommandId): boolean => {
    const wanted = Object.hasOwn(chosen, id) ? chosen[id] : undefined;
    if (wanted === undefined || commands[id].hasFixedKey) return false;
    if (wanted === null) return id !== alwaysReachable && give(id, null);
    return refusalOf(wanted, isMac) === null && give(id, wanted);
  };
  // Before all others: no choice of theirs may leave it without a key.
  if (!giveChosen(alwaysReachable)) give(alwaysReachable, commands[alwaysReachable].keys);
  const others = commandIds.filter((id) => id !== alwaysReachable);
  for (const id of others) if (commands[id].hasFixedKey) give(id, commands[id].keys);
  const rest = others.filter((id) => !commands[id].hasFixedKey && !giveChosen(id));
  for (const id of rest) if (!give(id, commands[id].keys)) keys[id] = null;
  return keys as Shortcuts;
}
