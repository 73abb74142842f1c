import type { ProviderView } from '#shared/domain/provider';
import { useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Switch } from '../../ui/switch';
import { BaseUrlForm } from './base-url-form';
import { PasteKey } from './paste-key';
import { describeKeyState, describeState } from './provider-state';

const tones = { good: 'text-good', warn: 'text-warn', faint: 'text-faint' } as const;

/** One provider: its state in a line, and everything about it when opened. */
export function ProviderCard({
  provider,
  isOpen,
  onToggle,
}: {
  readonly provider: ProviderView;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const state = describeState(provider);
  return (
    <li className="rounded-lg border border-line bg-panel">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex w-full items-center gap-3 rounded-lg px-3 py-2.5 text-left hover:bg-hover"
      >
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{provider.name}</span>
          <span className="block truncate text-muted">{describeKeyState(provider)}</span>
        </span>
        <span className={tones[state.tone]}>{state.word}</span>
      </button>
      {isOpen && <ProviderDetails provider={provider} />}
    </li>
  );
}

function ProviderDetails({ provider }: { readonly provider: ProviderView }) {
  const bridge = useBridge();
  const [result, setResult] = useState<{ readonly text: string; readonly isGood: boolean } | null>(null);
  const isFixed = provider.origin === 'environment' || provider.key.source === 'environment';
  const { providerId } = { providerId: provider.id };

  const test = async (): Promise<void> => {
    setResult(null);
    const answer = await bridge.call('provider.test', { providerId });
    setResult(
      answer.ok
        ? { isGood: true, text: `It works: ${answer.value.modelCount} models.` }
        : { isGood: false, text: describeError(answer.error, provider.name).sentence },
    );
  };
  const report = (answer: {
    readonly ok: boolean;
    readonly error?: Parameters<typeof describeError>[0];
  }): void => {
    if (!answer.ok && answer.error) setResult({ isGood: false, text: describeError(answer.error).sentence });
  };

  return (
    <div className="flex flex-col gap-4 border-t border-line px-3 py-3">
      {provider.kind !== 'guide' && !isFixed && (
        <PasteKey
          providerId={provider.id}
          label={
            provider.key.hasKey ? 'Replace the key' : provider.needsKey ? 'API key' : 'API key (optional)'
          }
        />
      )}
      {provider.kind !== 'guide' && <BaseUrlForm provider={provider} isFixed={isFixed} />}
      {provider.origin !== 'environment' && (
        <Switch
          label="In use"
          hint="When off, its models are not offered and nothing is sent to it."
          isOn={provider.isEnabled}
          onChange={(isEnabled) =>
            void bridge.call('provider.update', { providerId, isEnabled }).then(report)
          }
        />
      )}
      {result !== null && (
        <Banner tone={result.isGood ? 'info' : 'bad'} role={result.isGood ? 'status' : 'alert'}>
          {result.text}
        </Banner>
      )}
      <div className="flex flex-wrap gap-2">
        {provider.kind !== 'guide' && provider.isReady && (
          <Button onClick={() => void test()}>Test now</Button>
        )}
        {provider.key.hasKey && !isFixed && (
          <Button look="danger" onClick={() => void bridge.call('key.remove', { providerId }).then(report)}>
            Remove the key
          </Button>
        )}
        {(provider.origin === 'person' || provider.origin === 'local') && (
          <Button
            look="danger"
            onClick={() => void bridge.call('provider.remove', { providerId }).then(report)}
          >
            Remove {provider.name}
          </Button>
        )}
      </div>
    </div>
  );
}
