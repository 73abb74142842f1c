import { commandGroups, commandIds, commands, placeKeysOf, type CommandId } from '#shared/domain/commands';
import { useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { isMac, shortcutLabel } from '../../lib/platform';
import { Button } from '../../ui/button';
import { Kbd } from '../../ui/kbd';
import { SettingRows } from '../../ui/setting-row';
import { useToasts } from '../../ui/toasts';
import { withKey, withoutChoices } from './choose-key';
import { QuickKey } from './quick-key';
import { ShortcutRow } from './shortcut-row';

/** Every command with its key, to be changed by pressing another one. */
export function ShortcutsPage() {
  const bridge = useBridge();
  const toasts = useToasts();
  const [query, setQuery] = useState('');
  const settings = useRemote('settings.get').value;
  if (settings === null) return null;
  const { shortcuts: chosen, isQuickKeyOn, quickKey } = settings;
  const save = (shortcuts: typeof chosen): void => {
    void bridge.call('settings.update', { patch: { shortcuts } }).then((answer) => {
      if (!answer.ok) toasts.show(describeError(answer.error).sentence);
    });
  };
  const sought = query.trim().toLowerCase();
  const isSought = (title: string): boolean => title.toLowerCase().includes(sought);
  const groups = commandGroups
    .map((name) => ({
      name,
      ids: commandIds.filter(
        (id) => commands[id].group === name && !commands[id].hasFixedKey && isSought(commands[id].title),
      ),
    }))
    .filter(({ ids }) => ids.length > 0);
  const isChanged = commandIds.some((id) => Object.hasOwn(chosen, id));
  return (
    <div className="flex flex-col gap-5">
      <div className="flex items-center gap-2">
        <input
          type="search"
          aria-label="Search shortcuts"
          placeholder="Search shortcuts"
          value={query}
          onChange={({ target }) => setQuery(target.value)}
          className="h-8 min-w-0 flex-1 rounded-lg border border-line bg-panel px-3 placeholder:text-faint"
        />
        <Button className="h-8" disabled={!isChanged} onClick={() => save(withoutChoices(chosen))}>
          Reset all
        </Button>
      </div>
      {isSought('Open the quick window in every program') && <QuickKey settings={settings} />}
      {groups.length === 0 && <p className="text-muted">No command of that name.</p>}
      {groups.map(({ name, ids }) => (
        <section key={name} aria-label={name}>
          <h3 className="mb-1 text-[11px] text-faint">{name}</h3>
          <SettingRows>
            {ids.map((id: CommandId) => (
              <ShortcutRow
                key={id}
                id={id}
                chosen={chosen}
                globalKey={isQuickKeyOn ? quickKey : null}
                onChange={(keys) => save(withKey(chosen, id, keys, isMac()))}
              />
            ))}
          </SettingRows>
        </section>
      ))}
      {sought === '' && <PlaceKeys />}
    </div>
  );
}

/** What cannot be changed, so that nobody looks for it. */
function PlaceKeys() {
  const sendKey = useRemote('settings.get').value?.sendKey ?? 'enter';
  const fixed = commandIds.flatMap((id) => {
    const { title, keys, hasFixedKey } = commands[id];
    return hasFixedKey && keys !== null ? [{ title, keys }] : [];
  });
  return (
    <section aria-label="Always the same">
      <h3 className="mb-1 text-[11px] text-faint">Always the same</h3>
      <SettingRows>
        {[...fixed, ...placeKeysOf(sendKey)].map(({ title, keys }) => (
          <div key={title} className="flex min-h-10 items-center justify-between gap-4">
            <span>{title}</span>
            <Kbd>{shortcutLabel(keys)}</Kbd>
          </div>
        ))}
      </SettingRows>
    </section>
  );
}
