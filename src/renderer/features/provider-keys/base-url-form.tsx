import type { ProviderView } from '#shared/domain/provider';
import { useState, type SubmitEvent } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/text-field';

/** The address of a provider. A changed address detaches the key: keys stay with the server they were entered for. */
export function BaseUrlForm({
  provider,
  isFixed,
}: {
  readonly provider: ProviderView;
  readonly isFixed: boolean;
}) {
  const bridge = useBridge();
  const [text, setText] = useState(provider.baseUrl ?? '');
  const [error, setError] = useState<string | null>(null);
  const isChanged = text.trim() !== (provider.baseUrl ?? '');

  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const baseUrl = text.trim() === '' ? null : text.trim();
    const answer = await bridge.call('provider.update', { providerId: provider.id, baseUrl });
    if (answer.ok) setText(answer.value.baseUrl ?? '');
    setError(answer.ok ? null : (describeError(answer.error).detail ?? describeError(answer.error).sentence));
  };

  return (
    <form onSubmit={(event) => void save(event)} className="flex items-end gap-2">
      <div className="min-w-0 flex-1">
        <TextField
          label="Base URL"
          inputMode="url"
          spellCheck={false}
          disabled={isFixed}
          placeholder="The vendor’s own address"
          value={text}
          onChange={(event) => setText(event.target.value)}
          error={error}
          {...(isFixed
            ? { hint: 'From the environment.' }
            : isChanged && provider.key.hasKey
              ? { hint: 'Saving removes the key: it belongs to the old address. Enter it again after.' }
              : {})}
        />
      </div>
      {isChanged && !isFixed && (
        <Button type="submit" className="h-8">
          Save address
        </Button>
      )}
    </form>
  );
}
