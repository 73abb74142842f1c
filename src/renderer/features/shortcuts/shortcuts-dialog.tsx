import { commandGroups, commandIds, commands, placeKeysOf, type CommandGroup } from '#shared/domain/commands';
import type { SendKey } from '../../lib/send-key';
import type { Shortcuts } from '#shared/domain/shortcuts';
import { useContext } from 'react';
import { useRemote } from '../../bridge/bridge-context';
import { shortcutLabel } from '../../lib/platform';
import { Dialog } from '../../ui/dialog';
import { Kbd } from '../../ui/kbd';
import { ShortcutsContext } from '../../ui/shortcut-labels';

/** Every command of a group that has a key, and the keys of the places in it. */
function rowsOf(group: CommandGroup, shortcuts: Shortcuts, sendKey: SendKey) {
  const ofCommands = commandIds.flatMap((id) => {
    const keys = shortcuts[id];
    return commands[id].group === group && keys !== null ? [{ title: commands[id].title, keys }] : [];
  });
  return [...ofCommands, ...placeKeysOf(sendKey).filter((place) => place.group === group)];
}

export default function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const shortcuts = useContext(ShortcutsContext);
  const sendKey = useRemote('settings.get').value?.sendKey ?? 'enter';
  const groups = commandGroups
    .map((name) => ({ name, rows: rowsOf(name, shortcuts, sendKey) }))
    .filter(({ rows }) => rows.length > 0);
  return (
    <Dialog isOpen onClose={onClose} title="Keyboard shortcuts" size="w-[720px] max-h-[80vh]">
      <div className="columns-2 gap-8 overflow-y-auto p-5">
        {groups.map(({ name, rows }) => (
          <section key={name} className="mb-5 break-inside-avoid last:mb-0">
            <h3 className="mb-2 text-[11px] text-faint">{name}</h3>
            <dl className="flex flex-col gap-1.5">
              {rows.map(({ title, keys }) => (
                <div key={title} className="flex items-center justify-between gap-4">
                  <dt>{title}</dt>
                  <dd className="shrink-0">
                    <Kbd>{shortcutLabel(keys)}</Kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
