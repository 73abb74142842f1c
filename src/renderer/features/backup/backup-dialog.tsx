import { useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { countOf, formatBytes } from '../../lib/numbers';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { SettingRows } from '../../ui/setting-row';
import { Switch } from '../../ui/switch';
import { NewPassphrase } from './passphrase-fields';
import { ProgressLine } from './progress-line';
import { useJob } from './use-job';

/** Everything into one file, with a passphrase or without. */
export function BackupDialog({ onClose }: { readonly onClose: () => void }) {
  const bridge = useBridge();
  const job = useRemote('backup.state').value?.job ?? null;
  const { run, isRunning, failure } = useJob();
  const [isEncrypted, setIsEncrypted] = useState(true);
  const [passphrase, setPassphrase] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const write = async (): Promise<void> => {
    const secret = isEncrypted ? passphrase : null;
    const written = await run(bridge.call('backup.write', { passphrase: secret }));
    if (written === null) return;
    const { conversations, messages, bytes } = written.summary;
    setDone(
      `“${written.fileName}” holds ${countOf(conversations, 'conversation')} and ${countOf(messages, 'message')} in ${formatBytes(bytes)}. It was read back and is whole.`,
    );
  };
  return (
    <Dialog isOpen onClose={onClose} title="Back up everything">
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto p-4">
        <p>
          One file with all conversations, their pictures and files, personas, settings and usage. Keys are
          not in it.
        </p>
        <SettingRows>
          <Switch
            label="With a passphrase"
            hint="Without one, whoever has the file can read it."
            isOn={isEncrypted}
            onChange={setIsEncrypted}
          />
        </SettingRows>
        {isEncrypted && <NewPassphrase onChange={setPassphrase} />}
        {isRunning && job !== null && (
          <ProgressLine progress={job.progress} onStop={() => void bridge.call('backup.stop', null)} />
        )}
        {failure !== null && (
          <Banner tone="bad" role="alert">
            {failure}
          </Banner>
        )}
        {done !== null && (
          <Banner tone="good" role="status">
            {done}
          </Banner>
        )}
      </div>
      <div className="flex shrink-0 justify-end gap-2 border-t border-line px-4 py-3">
        <Button onClick={onClose}>{done === null ? 'Cancel' : 'Close'}</Button>
        <Button
          look="primary"
          disabled={isRunning || (isEncrypted && passphrase === null)}
          onClick={() => void write()}
        >
          Save…
        </Button>
      </div>
    </Dialog>
  );
}
