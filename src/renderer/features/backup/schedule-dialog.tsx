import { useState } from 'react';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { SettingRows } from '../../ui/setting-row';
import { Switch } from '../../ui/switch';
import { NewPassphrase } from './passphrase-fields';

interface Props {
  readonly onSet: (change: { readonly passphrase: string | null; readonly remember: boolean }) => void;
  readonly onClose: () => void;
}

/** The passphrase of scheduled backups, and whether the keychain keeps it. */
export function ScheduleDialog({ onSet, onClose }: Props) {
  const [isEncrypted, setIsEncrypted] = useState(true);
  const [passphrase, setPassphrase] = useState<string | null>(null);
  const [remember, setRemember] = useState(true);
  const save = (): void => {
    onSet({ passphrase: isEncrypted ? passphrase : null, remember });
    onClose();
  };
  return (
    <Dialog isOpen onClose={onClose} title="Passphrase of scheduled backups">
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4">
        <SettingRows>
          <Switch label="With a passphrase" isOn={isEncrypted} onChange={setIsEncrypted} />
          {isEncrypted && (
            <Switch
              label="Keep it in the system’s keychain"
              hint="Else it has to be entered after each start."
              isOn={remember}
              onChange={setRemember}
            />
          )}
        </SettingRows>
        {isEncrypted && <NewPassphrase onChange={setPassphrase} />}
      </div>
      <div className="flex shrink-0 justify-end gap-2 border-t border-line px-4 py-3">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" disabled={isEncrypted && passphrase === null} onClick={save}>
          Save
        </Button>
      </div>
    </Dialog>
  );
}
