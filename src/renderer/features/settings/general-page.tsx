import { formatModelRef, parseModelRef } from '#shared/domain/model-ref';
import type { Settings } from '#shared/domain/settings';
import { textSizes } from '#shared/domain/text-sizes';
import { useRemote } from '../../bridge/bridge-context';
import { isMac } from '../../lib/platform';
import { SettingRows } from '../../ui/setting-row';
import { Switch } from '../../ui/switch';
import { SelectRow } from '../../ui/text-field';
import { useUpdateSettings } from './use-update-settings';

const themes: readonly (readonly [Settings['theme'], string])[] = [
  ['system', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
  ['high-contrast', 'High contrast'],
];

const notifications: readonly (readonly [Settings['replyNotifications'], string])[] = [
  ['with-text', 'With the title and first words'],
  ['without-text', 'Without any text'],
  ['off', 'Off'],
];

export function GeneralPage() {
  const settings = useRemote('settings.get').value;
  const update = useUpdateSettings();
  if (settings === null) return null;
  const mod = isMac() ? 'Command' : 'Ctrl';
  return (
    <div className="flex flex-col gap-5">
      <SettingRows>
        <SelectRow
          label="Theme"
          value={settings.theme}
          onChange={({ target }) => {
            const theme = themes.find(([value]) => value === target.value)?.[0];
            if (theme !== undefined) update({ theme });
          }}
        >
          {themes.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </SelectRow>
        <SelectRow
          label="Text size"
          hint="Of messages, and of what you write."
          value={settings.textSize}
          onChange={({ target }) => update({ textSize: Number(target.value) })}
        >
          {textSizes.map((size) => (
            <option key={size} value={size}>
              {size} px
            </option>
          ))}
        </SelectRow>
        <Switch
          label="Reduce motion"
          hint="Also when the system asks for it."
          isOn={settings.motion === 'reduced'}
          onChange={(isOn) => update({ motion: isOn ? 'reduced' : 'system' })}
        />
      </SettingRows>
      <SettingRows>
        <Defaults settings={settings} />
      </SettingRows>
      <SettingRows>
        <SelectRow
          label="Send with"
          value={settings.sendKey}
          onChange={({ target }) => update({ sendKey: target.value === 'enter' ? 'enter' : 'mod-enter' })}
        >
          <option value="enter">Enter (Shift+Enter for a new line)</option>
          <option value="mod-enter">{mod}+Enter (Enter for a new line)</option>
        </SelectRow>
        <Switch
          label="Automatic titles"
          hint="After the first reply, the model that answered is asked for a title. When off, the first words of the question are the title."
          isOn={settings.autoTitle}
          onChange={(autoTitle) => update({ autoTitle })}
        />
        <SelectRow
          label="Notify when a long reply ends"
          hint="When it took ten seconds or more and its window is not in front."
          value={settings.replyNotifications}
          onChange={({ target }) => {
            const chosen = notifications.find(([value]) => value === target.value)?.[0];
            if (chosen !== undefined) update({ replyNotifications: chosen });
          }}
        >
          {notifications.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </SelectRow>
      </SettingRows>
    </div>
  );
}

function Defaults({ settings }: { readonly settings: Settings }) {
  const update = useUpdateSettings();
  const models = useRemote('model.list').value ?? [];
  const personas = useRemote('persona.list').value ?? [];
  const current = settings.defaultModel === null ? '' : formatModelRef(settings.defaultModel);
  const isListed = current === '' || models.some(({ ref }) => formatModelRef(ref) === current);
  return (
    <>
      <SelectRow
        label="Default model"
        hint="For new conversations. A persona may have its own."
        value={current}
        onChange={({ target }) =>
          update({ defaultModel: target.value === '' ? null : parseModelRef(target.value) })
        }
      >
        <option value="">The best that is ready</option>
        {!isListed && <option value={current}>{current} (not available now)</option>}
        {models.map(({ ref, name, providerName }) => (
          <option key={formatModelRef(ref)} value={formatModelRef(ref)}>
            {name} · {providerName}
          </option>
        ))}
      </SelectRow>
      <SelectRow
        label="Default persona"
        hint="For new conversations."
        value={settings.defaultPersonaId ?? ''}
        onChange={({ target }) =>
          update({ defaultPersonaId: personas.find(({ id }) => id === target.value)?.id ?? null })
        }
      >
        <option value="">None</option>
        {personas.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectRow>
    </>
  );
}
