import { useState } from 'react';
import type { OutputOf } from '#shared/contracts/index';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { countOf, formatCount } from '../../lib/numbers';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { ConfirmButton } from '../../ui/confirm-button';
import { Dialog } from '../../ui/dialog';
import { SettingRows } from '../../ui/setting-row';
import { Switch } from '../../ui/switch';
import { TextField } from '../../ui/text-field';
import { ProgressLine } from './progress-line';
import { RestorePreview, type Opened } from './restore-preview';
import { useJob } from './use-job';

export type ChosenBackup = NonNullable<OutputOf<'backup.choose'>>;
type Result = NonNullable<OutputOf<'backup.restore'>>;

const describe = ({ added, changed, back, deleted, messages, holds, rules, leftOut }: Result): string => {
  const came = `${countOf(added, 'conversation')} came, ${formatCount(changed)} got something new: ${countOf(messages, 'message')} in all.`;
  return [
    back > 0 ? `${countOf(back, 'conversation')} came back.` : '',
    back > 0 && added + changed === 0 ? '' : came,
    holds.added > 0 ? `${countOf(holds.added, 'conversation')} came on hold.` : '',
    rules.added > 0 ? `${countOf(rules.added, 'rule')} for keeping came.` : '',
    deleted > 0 ? `${countOf(deleted, 'conversation')} stayed deleted.` : '',
    leftOut.length > 0
      ? `${countOf(leftOut.length, 'conversation')} could not be read: ${leftOut.slice(0, 5).join(', ')}.`
      : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
};

/** A backup: its passphrase, what is in it, what of it comes. */
export function RestoreDialog({
  chosen,
  onClose,
}: {
  readonly chosen: ChosenBackup;
  readonly onClose: () => void;
}) {
  const bridge = useBridge();
  const job = useRemote('backup.state').value?.job ?? null;
  const { run, isRunning, failure } = useJob();
  const [passphrase, setPassphrase] = useState('');
  const [opened, setOpened] = useState<Opened | null>(null);
  const [back, setBack] = useState<ReadonlySet<string>>(new Set());
  const [withSettings, setWithSettings] = useState(false);
  const [result, setResult] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const open = async (): Promise<void> => {
    const secret = chosen.isEncrypted ? passphrase : null;
    setOpened(await run(bridge.call('backup.open', { token: chosen.token, passphrase: secret })));
  };
  const restore = async (way: 'merge' | 'replace'): Promise<void> => {
    if (opened === null) return;
    const bringBack = opened.preview.items.filter(({ id }) => back.has(id)).map(({ id }) => id);
    const choices = { way, bringBack, withSettings };
    const restored = await run(bridge.call('backup.restore', { id: opened.id, choices }));
    if (restored !== null) setResult(describe(restored));
  };
  const close = (): void => {
    void bridge.call('backup.stop', null);
    if (opened !== null) void bridge.call('backup.close', { id: opened.id });
    onClose();
  };
  const canOpen = !isRunning && (!chosen.isEncrypted || passphrase !== '');
  const isChoosing = opened !== null && result === null;
  return (
    <Dialog isOpen onClose={close} title={`Restore “${chosen.fileName}”`} size="w-[600px] max-h-[86vh]">
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4">
        {opened === null && chosen.isEncrypted && (
          <TextField
            label="Passphrase"
            type="password"
            autoComplete="off"
            value={passphrase}
            maxLength={1000}
            onChange={({ target }) => setPassphrase(target.value)}
            onKeyDown={({ key }) => key === 'Enter' && canOpen && void open()}
          />
        )}
        {opened === null && !chosen.isEncrypted && (
          <p>This backup has no passphrase. It is checked whole before anything of it is used.</p>
        )}
        {isChoosing && (
          <>
            <RestorePreview opened={opened} chosen={back} onChoose={setBack} />
            <SettingRows>
              <Switch
                label="Settings too"
                hint="Theme, shortcuts, budgets and the like, as they were in the backup."
                isOn={withSettings}
                onChange={setWithSettings}
              />
            </SettingRows>
            <p className="text-muted">
              A snapshot of what is here is taken first. Restore overwrites nothing here. The audit log of the
              backup is not taken over.
            </p>
          </>
        )}
        {isRunning && job !== null && (
          <ProgressLine progress={job.progress} onStop={() => void bridge.call('backup.stop', null)} />
        )}
        {failure !== null && (
          <Banner tone="bad" role="alert">
            {failure}
          </Banner>
        )}
        {result !== null && (
          <Banner tone="good" role="status">
            {result}
          </Banner>
        )}
      </div>
      <div className="flex shrink-0 flex-wrap justify-end gap-2 border-t border-line px-4 py-3">
        {isChoosing && !isRunning && opened.preview.holds.here === 0 && (
          <ConfirmButton
            question="Everything here goes first."
            onConfirm={() => void restore('replace')}
            onAsking={setAsking}
          >
            Replace everything
          </ConfirmButton>
        )}
        {!isAsking && <Button onClick={close}>{result === null ? 'Cancel' : 'Close'}</Button>}
        {opened === null && (
          <Button look="primary" disabled={!canOpen} onClick={() => void open()}>
            Open
          </Button>
        )}
        {isChoosing && !isAsking && (
          <Button look="primary" disabled={isRunning} onClick={() => void restore('merge')}>
            Restore
          </Button>
        )}
      </div>
    </Dialog>
  );
}
