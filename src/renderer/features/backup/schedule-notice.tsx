import type { OutputOf } from '#shared/contracts/index';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';

type State = OutputOf<'backup.state'>;

/** Why backups are not made by themselves any more, and what mends it. */
export function ScheduleNotice({ state: { schedule, last } }: { readonly state: State }) {
  const bridge = useBridge();
  if (schedule.every === 'never' || last === null || !last.isScheduled || last.error === null) return null;
  // The passphrase has its own row.
  const isAboutPlace = !schedule.isEncrypted || schedule.hasPassphrase !== 'no';
  return (
    <Banner
      tone="bad"
      role="alert"
      actions={
        isAboutPlace && (
          <Button onClick={() => void bridge.call('backup.chooseFolder', null)}>
            Choose another folder…
          </Button>
        )
      }
    >
      The scheduled backup was not made. {describeError(last.error).sentence}
    </Banner>
  );
}
