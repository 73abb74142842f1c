import { useBridge, useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';

export function DataPage() {
  const bridge = useBridge();
  const info = useRemote('app.info').value;
  return (
    <div className="flex max-w-lg flex-col gap-4">
      <p>
        Everything is in one folder on this computer: a SQLite database, verified snapshots of it, and log
        files. Only your user account can read it. Keys are not in it; they are in the system’s keychain.
      </p>
      <code className="rounded-lg border border-line bg-code px-3 py-2 font-mono break-all select-text">
        {info?.dataFolder ?? '…'}
      </code>
      <div>
        <Button onClick={() => void bridge.call('app.revealFolder', { folder: 'data' })}>
          Show the folder
        </Button>
      </div>
      <p className="text-muted">
        A message is on the disk before it is sent. A reply is written as it arrives. A deleted conversation
        can be brought back with Undo; after that it is out of every list.
      </p>
    </div>
  );
}
