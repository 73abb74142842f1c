import type { ProviderId } from '#shared/domain/ids';
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { Spinner } from '../../ui/spinner';
import { AddServer } from './add-server';
import { KeyReminder } from './key-reminder';
import { KeychainNote } from './keychain-note';
import { LocalServers } from './local-servers';
import { PasteKey } from './paste-key';
import { ProviderRow } from './provider-row';

/** The providers in Settings. `focusOn` opens one of them at once. */
export function ProvidersPage({ focusOn }: { readonly focusOn: string | null }) {
  const { value: providers } = useRemote('provider.list');
  const [openId, setOpenId] = useState<string | null>(focusOn);
  const [isAdding, setAdding] = useState(false);
  const addButton = useRef<HTMLButtonElement>(null);
  const endAdding = (added: ProviderId | null): void => {
    setAdding(false);
    if (added !== null) setOpenId(added);
  };
  const wasAdding = useRef(false);
  useEffect(() => {
    if (isAdding) wasAdding.current = true;
    else if (wasAdding.current) addButton.current?.focus();
  }, [isAdding]);
  return (
    <div className="flex flex-col gap-5">
      <KeychainNote />
      <PasteKey providerId={null} label="Paste an API key" />
      <section aria-label="Providers" className="flex flex-col gap-2">
        {providers === null ? (
          <Spinner label="Reading the providers" />
        ) : (
          <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-panel">
            {providers.map((provider) => (
              <ProviderRow
                key={provider.id}
                provider={provider}
                isOpen={openId === provider.id}
                isSought={focusOn === provider.id}
                onToggle={() => setOpenId(openId === provider.id ? null : provider.id)}
              />
            ))}
          </ul>
        )}
        {isAdding ? (
          <AddServer onDone={endAdding} />
        ) : (
          <div>
            <Button ref={addButton} onClick={() => setAdding(true)}>
              <Plus size={14} aria-hidden />
              Add an OpenAI-compatible server…
            </Button>
          </div>
        )}
      </section>
      <section aria-label="On this computer" className="flex flex-col gap-2">
        <h3 className="font-medium">On this computer</h3>
        <LocalServers />
      </section>
      <KeyReminder />
    </div>
  );
}
