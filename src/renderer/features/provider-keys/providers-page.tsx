import { useState } from 'react';
import { useRemote } from '../../bridge/bridge-context';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { AddServer } from './add-server';
import { LocalServers } from './local-servers';
import { PasteKey } from './paste-key';
import { ProviderCard } from './provider-card';

/** The providers in Settings. `focusOn` opens one of them at once. */
export function ProvidersPage({ focusOn }: { readonly focusOn: string | null }) {
  const providers = useRemote('provider.list').value;
  const keychain = useRemote('app.info').value?.keychain;
  const [openId, setOpenId] = useState<string | null>(focusOn);
  const [isAdding, setAdding] = useState(false);
  return (
    <div className="flex flex-col gap-6">
      {keychain !== undefined && keychain !== 'ready' && (
        <Banner tone="warn" role="status">
          {keychain === 'locked'
            ? 'The system’s keychain is locked. Unlock it to use the stored keys; a key entered now is kept until Parley quits.'
            : 'This system offers no keychain. Keys work, and are kept in memory until Parley quits; they are never written to a file.'}
        </Banner>
      )}
      <section>
        <PasteKey providerId={null} label="Paste an API key" />
      </section>
      <section aria-label="Providers" className="flex flex-col gap-2">
        <ul className="flex flex-col gap-2">
          {providers?.map((provider) => (
            <ProviderCard
              key={provider.id}
              provider={provider}
              isOpen={openId === provider.id}
              onToggle={() => setOpenId(openId === provider.id ? null : provider.id)}
            />
          ))}
        </ul>
        {isAdding ? (
          <AddServer onDone={() => setAdding(false)} />
        ) : (
          <div>
            <Button onClick={() => setAdding(true)}>Add an OpenAI-compatible server…</Button>
          </div>
        )}
      </section>
      <section aria-label="On this computer" className="flex flex-col gap-2">
        <h3 className="font-medium">On this computer</h3>
        <LocalServers />
      </section>
    </div>
  );
}
