import { commands, type CommandId } from '#shared/domain/commands';
import { alwaysReachable, resolveShortcuts, type ChosenKeys } from '#shared/domain/shortcuts';
import { isMac } from '../../lib/platform';
import { problemOf } from './choose-key';
import { KeyRow } from './key-row';

interface ShortcutRowProps {
  readonly id: CommandId;
  readonly chosen: ChosenKeys;
  /** A key that works in every program never reaches a window. */
  readonly globalKey: string | null;
  /** Null takes the key away. */
  readonly onChange: (keys: string | null) => void;
}

/** One command and its key. */
export function ShortcutRow({ id, chosen, globalKey, onChange }: ShortcutRowProps) {
  const { title, keys: given } = commands[id];
  return (
    <KeyRow
      title={title}
      keys={resolveShortcuts(chosen, isMac())[id]}
      given={Object.hasOwn(chosen, id) ? given : undefined}
      canBeEmpty={id !== alwaysReachable}
      problemOf={(keys) => problemOf(chosen, id, keys, isMac(), globalKey)}
      onChange={onChange}
    />
  );
}
