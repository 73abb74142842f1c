import { trashDayChoices } from '#shared/domain/trash-days';
import { useRemote } from '../../bridge/bridge-context';
import { SettingRows } from '../../ui/setting-row';
import { SelectRow } from '../../ui/text-field';
import { useUpdateSettings } from './use-update-settings';

/** How long what was deleted can be brought back. */
export function TrashSetting() {
  const settings = useRemote('settings.get').value;
  const update = useUpdateSettings();
  if (settings === null) return null;
  return (
    <SettingRows>
      <SelectRow
        label="Keep the trash for"
        hint="Deleted conversations and messages can be brought back until then."
        value={settings.trashDays ?? ''}
        onChange={({ target }) =>
          update({ trashDays: trashDayChoices.find((days) => String(days) === target.value) ?? null })
        }
      >
        {trashDayChoices.map((days) => (
          <option key={days} value={days}>
            {days} days
          </option>
        ))}
        <option value="">Until I empty it</option>
      </SelectRow>
    </SettingRows>
  );
}
