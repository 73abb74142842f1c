import { useBridge, useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { CacheSetting } from './cache-setting';
import { TrashSetting } from './trash-setting';

const kept: readonly (readonly [name: string, says: string])[] = [
  ['parley.db', 'Conversations, personas, providers and settings, in a SQLite database.'],
  ['snapshots', 'Verified copies of the database; the last good one is used if it is ever damaged.'],
  ['blobs', 'Pictures and files of messages.'],
  ['quarantine', 'What was found damaged. Nothing is thrown away.'],
  ['logs', 'What Parley did, without keys and without the text of messages.'],
];

export function DataPage() {
  const bridge = useBridge();
  const info = useRemote('app.info').value;
  const keys =
    info?.keychain === 'ready'
      ? 'Keys are not in it; they are in the system’s keychain.'
      : 'Keys are not in it.';
  return (
    <div className="flex flex-col gap-5">
      <p>Everything is in one folder on this computer. Only your user account can read it. {keys}</p>
      <div className="flex items-center gap-2">
        <code className="min-w-0 flex-1 rounded-lg border border-line bg-code px-3 py-1.5 font-mono text-[12px] break-all select-text">
          {info?.dataFolder ?? '…'}
        </code>
        <Button className="h-8" onClick={() => void bridge.call('app.revealFolder', { folder: 'data' })}>
          Show the folder
        </Button>
      </div>
      <TrashSetting />
      <CacheSetting />
      <section aria-label="What is stored">
        <h3 className="mb-1 text-[11px] text-faint">What is stored</h3>
        <dl className="divide-y divide-line rounded-lg border border-line bg-panel">
          {kept.map(([name, says]) => (
            <div key={name} className="flex gap-4 px-3 py-2">
              <dt className="w-24 shrink-0 font-mono text-[12px] leading-[1.6]">{name}</dt>
              <dd className="text-muted">{says}</dd>
            </div>
          ))}
        </dl>
      </section>
      <p className="text-muted">
        A message is on the disk before it is sent, and a reply is written as it arrives. A deleted
        conversation goes to the trash, from which it can be brought back.
      </p>
    </div>
  );
}
