import type { ProviderView } from '#shared/domain/provider';
import { useBridge } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { ConfirmButton } from '../../ui/confirm-button';
import { Switch } from '../../ui/switch';
import { AddressForm } from './address-form';
import { KeyList } from './key-list';
import { OutcomeBanner } from './outcome-banner';
import { PasteKey } from './paste-key';
import { ProviderRouting } from './provider-routing';
import { keyPages } from './provider-state';
import { countModels, failureOf, useOutcome } from './use-outcome';

/** Key, address, on and off, test and removal of one provider. */
export function ProviderDetails({ provider }: { readonly provider: ProviderView }) {
  const bridge = useBridge();
  const { outcome, isBusy, run } = useOutcome();
  const { id: providerId, name, kind, key, origin, lastError } = provider;
  const isFixed = origin === 'environment' || key.source === 'environment';
  const isKeyFixed = key.source === 'environment';
  const isGuide = kind === 'guide';
  const quietly = (): null => null;
  const failed = outcome === null && lastError !== null && !isBusy;

  return (
    <div className="flex flex-col gap-4 border-t border-line bg-ground px-3 py-4 pl-[38px]">
      {failed && <OutcomeBanner outcome={failureOf(lastError, name)} />}
      <OutcomeBanner outcome={outcome} />
      {!isGuide &&
        !isKeyFixed &&
        (provider.keys.length === 0 ? <FirstKey provider={provider} /> : <KeyList provider={provider} />)}
      {!isGuide && <AddressForm key={provider.baseUrl} provider={provider} isFixed={isFixed} />}
      {origin !== 'environment' && (
        <Switch
          label="In use"
          hint="When off, its models are not offered and nothing is sent to it."
          isOn={provider.isEnabled}
          onChange={(isEnabled) =>
            void run(bridge.call('provider.update', { providerId, isEnabled }), quietly)
          }
        />
      )}
      {!isGuide && <ProviderRouting provider={provider} />}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {!isGuide && provider.isReady && (
          <Button
            aria-busy={isBusy}
            onClick={() =>
              void run(
                bridge.call('provider.test', { providerId }),
                ({ modelCount }) => `${name} answered: ${countModels(modelCount)}.`,
                name,
              )
            }
          >
            {isBusy ? 'Testing…' : 'Test now'}
          </Button>
        )}
        {(origin === 'person' || origin === 'local') && (
          <ConfirmButton
            question="Conversations stay as they are."
            onConfirm={() => void run(bridge.call('provider.remove', { providerId }), quietly)}
          >{`Remove ${name}`}</ConfirmButton>
        )}
      </div>
    </div>
  );
}

function FirstKey({ provider }: { readonly provider: ProviderView }) {
  const { id, needsKey, name } = provider;
  const page = keyPages[id];
  return (
    <PasteKey
      providerId={id}
      label={needsKey ? 'API key' : 'API key (optional)'}
      {...(page === undefined
        ? {}
        : {
            hint: (
              <>
                {name} gives out keys at{' '}
                <a href={page} target="_blank" rel="noreferrer" className="text-accent underline">
                  {page.replace('https://', '')}
                </a>
                .
              </>
            ),
          })}
    />
  );
}
