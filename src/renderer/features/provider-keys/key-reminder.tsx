import { keyReminderChoices } from '#shared/domain/key-age';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { SettingRows } from '../../ui/setting-row';
import { SelectRow } from '../../ui/text-field';
import { useToasts } from '../../ui/toasts';

/** After how long a key is called old. */
export function KeyReminder() {
  const bridge = useBridge();
  const toasts = useToasts();
  const settings = useRemote('settings.get').value;
  if (settings === null) return null;
  return (
    <SettingRows>
      <SelectRow
        label="Remind me to replace keys"
        hint="A key with an expiry date is told of two weeks before, whatever is chosen here."
        value={settings.keyReminderDays ?? ''}
        onChange={({ target }) => {
          const keyReminderDays = keyReminderChoices.find((days) => String(days) === target.value) ?? null;
          void bridge.call('settings.update', { patch: { keyReminderDays } }).then((answer) => {
            if (!answer.ok) toasts.show(describeError(answer.error).sentence);
          });
        }}
      >
        <option value="">Never</option>
        {keyReminderChoices.map((days) => (
          <option key={days} value={days}>
            After {days} days
          </option>
        ))}
      </SelectRow>
    </SettingRows>
  );
}
