import { useState } from 'react';
import type { OutputOf } from '#shared/contracts/index';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { fullTime } from '../../lib/dates';
import { formatBytes } from '../../lib/numbers';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { SettingRow, SettingRows } from '../../ui/setting-row';
import { BackupDialog } from './backup-dialog';
import { RestoreDialog, type ChosenBackup } from './restore-dialog';
import { ScheduleNotice } from './schedule-notice';
import { ScheduleRows } from './schedule-rows';
import { useJob } from './use-job';

type Last = NonNullable<OutputOf<'backup.state'>['last']>;

const describe = ({ at, fileName, bytes, error }: Last): string =>
  error === null
    ? `Last: “${fileName}”${bytes === null ? '' : `, ${formatBytes(bytes)}`}, on ${fullTime(at)}.`
    : `The last one was not made, on ${fullTime(at)}: ${error.message}`;

/** Everything into one file, and back. */
export function BackupSection() {
  const bridge = useBridge();
  const state = useRemote('backup.state').value;
  const { run, isRunning, failure } = useJob();
  const [isWriting, setIsWriting] = useState(false);
  const [chosen, setChosen] = useState<ChosenBackup | null>(null);
  const choose = async (): Promise<void> => setChosen(await run(bridge.call('backup.choose', null)));
  if (state === null) return null;
  const isBusy = state.job !== null || isRunning;
  return (
    <section aria-label="Backups" className="flex flex-col gap-2">
      <ScheduleNotice state={state} />
      <SettingRows>
        <SettingRow
          label="Back up everything"
          hint={state.last === null ? 'No backup was made yet.' : describe(state.last)}
        >
          {({ id, describedBy }) => (
            <Button
              id={id}
              aria-describedby={describedBy}
              className="h-8"
              disabled={isBusy}
              onClick={() => setIsWriting(true)}
            >
              Back up now…
            </Button>
          )}
        </SettingRow>
        <ScheduleRows schedule={state.schedule} />
        <SettingRow label="Restore a backup" hint="It is compared with what is here first.">
          {({ id, describedBy }) => (
            <Button
              id={id}
              aria-describedby={describedBy}
              className="h-8"
              disabled={isBusy}
              onClick={() => void choose()}
            >
              Restore…
            </Button>
          )}
        </SettingRow>
      </SettingRows>
      {failure !== null && (
        <Banner tone="bad" role="alert">
          {failure}
        </Banner>
      )}
      {isWriting && <BackupDialog onClose={() => setIsWriting(false)} />}
      {chosen !== null && <RestoreDialog chosen={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}
