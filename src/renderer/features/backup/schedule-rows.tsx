import { backupKeepChoices } from '#shared/domain/backup-keep';
import { useState } from 'react';
import type { InputOf, OutputOf } from '#shared/contracts/index';
import { useBridge } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { SettingRow } from '../../ui/setting-row';
import { SelectRow } from '../../ui/text-field';
import { ScheduleDialog } from './schedule-dialog';

export type Schedule = OutputOf<'backup.state'>['schedule'];
type Change = Partial<InputOf<'backup.setSchedule'>>;

const secrecy = ({ isEncrypted, hasPassphrase }: Schedule): string => {
  if (!isEncrypted) return 'Without a passphrase: whoever has the files can read them.';
  if (hasPassphrase === 'no') return 'The passphrase has to be entered again: no backup is made until then.';
  return hasPassphrase === 'keychain'
    ? 'The passphrase is in the system’s keychain.'
    : 'The passphrase is known until Parley quits.';
};

/** When backups are made by themselves, where, and how many are kept. */
export function ScheduleRows({ schedule }: { readonly schedule: Schedule }) {
  const bridge = useBridge();
  const [isAsking, setIsAsking] = useState(false);
  const { every, keep, folder } = schedule;
  const set = (change: Change): void => {
    void bridge.call('backup.setSchedule', { every, keep, remember: false, ...change });
  };
  return (
    <>
      <SelectRow
        label="By itself"
        hint={folder === null ? 'Choose a folder for them first, best on another disk.' : `Into “${folder}”.`}
        value={every}
        disabled={folder === null}
        onChange={({ target: { value } }) =>
          set({ every: value === 'daily' || value === 'weekly' ? value : 'never' })
        }
      >
        <option value="never">Never</option>
        <option value="daily">Every day</option>
        <option value="weekly">Every week</option>
      </SelectRow>
      <SettingRow label="Folder" hint={folder ?? 'None was chosen.'}>
        {({ id, describedBy }) => (
          <Button
            id={id}
            aria-describedby={describedBy}
            className="h-8"
            onClick={() => void bridge.call('backup.chooseFolder', null)}
          >
            Choose…
          </Button>
        )}
      </SettingRow>
      <SelectRow
        label="Keep"
        hint="The oldest goes once a new one was written and read back."
        value={keep}
        onChange={({ target }) =>
          set({ keep: backupKeepChoices.find((count) => String(count) === target.value) ?? keep })
        }
      >
        {backupKeepChoices.map((count) => (
          <option key={count} value={count}>
            {count} backups
          </option>
        ))}
      </SelectRow>
      <SettingRow label="Passphrase of these" hint={secrecy(schedule)}>
        {({ id, describedBy }) => (
          <Button id={id} aria-describedby={describedBy} className="h-8" onClick={() => setIsAsking(true)}>
            Change…
          </Button>
        )}
      </SettingRow>
      {isAsking && <ScheduleDialog onSet={set} onClose={() => setIsAsking(false)} />}
    </>
  );
}
