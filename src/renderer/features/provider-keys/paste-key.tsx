import type { ProviderId } from '#shared/domain/ids';
import type { ProviderView } from '#shared/domain/provider';
import { useState, type SubmitEvent } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { Banner } from '../../ui/banner';
import { Button } from '../../ui/button';
import { Spinner } from '../../ui/spinner';
import { TextField } from '../../ui/text-field';
import { describeKey } from './key-shape';

export interface PasteKeyProps {
  /** Null: the vendor is recognised from the key. */
  readonly providerId: ProviderId | null;
  readonly label: string;
  readonly onSaved?: (provider: ProviderView) => void;
}

const sentenceOf = (provider: ProviderView, modelCount: number): string =>
  `${provider.name} accepted the key: ${modelCount} ${modelCount === 1 ? 'model' : 'models'}.${
    provider.key.source === 'session'
      ? ' It is kept until Parley quits.'
      : ' It is kept in the system’s keychain.'
  }`;

/** Takes a key, tests it with a real request, and lets go of it. */
export function PasteKey({ providerId, label, onSaved }: PasteKeyProps) {
  const bridge = useBridge();
  const [key, setKey] = useState('');
  const [isTesting, setTesting] = useState(false);
  const [result, setResult] = useState<{ readonly text: string; readonly isGood: boolean } | null>(null);
  const shape = providerId === null ? describeKey(key) : null;

  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (key.trim() === '' || isTesting) return;
    setTesting(true);
    setResult(null);
    const answer = await bridge.call('key.save', { providerId, key });
    setTesting(false);
    if (!answer.ok) {
      const { sentence, detail } = describeError(answer.error);
      setResult({ isGood: false, text: detail ?? sentence });
      return;
    }
    setKey('');
    setResult({ isGood: true, text: sentenceOf(answer.value.provider, answer.value.modelCount) });
    onSaved?.(answer.value.provider);
  };

  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-2">
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label={label}
            type="password"
            autoComplete="off"
            spellCheck={false}
            placeholder="sk-…"
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
        </div>
        <Button type="submit" look="primary" className="h-8" disabled={key.trim() === '' || isTesting}>
          {isTesting ? 'Testing…' : 'Test and save'}
        </Button>
        {isTesting && <Spinner label="Testing the key" />}
      </div>
      {shape !== null && result === null && (
        <p role="status" className="text-muted">
          {shape.text}
        </p>
      )}
      {result !== null && (
        <Banner tone={result.isGood ? 'info' : 'bad'} role={result.isGood ? 'status' : 'alert'}>
          {result.text}
        </Banner>
      )}
    </form>
  );
}
