import type { ProviderView } from '#shared/domain/provider';
import { useState, type SubmitEvent } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { TextField } from '../../ui/text-field';
import { failureOf } from './use-outcome';

/** The name of an own server, and the address of any. A changed address detaches the keys: each stays with its server. */
export function AddressForm({
  provider,
  isFixed,
}: {
  readonly provider: ProviderView;
  readonly isFixed: boolean;
}) {
  const bridge = useBridge();
  const [name, setName] = useState(provider.name);
  const [address, setAddress] = useState(provider.baseUrl ?? '');
  const [error, setError] = useState<string | null>(null);
  const isOwn = provider.origin === 'person';
  const isMoved = address.trim() !== (provider.baseUrl ?? '');
  const isRenamed = name.trim() !== provider.name && name.trim() !== '';

  const save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const answer = await bridge.call('provider.update', {
      providerId: provider.id,
      ...(isRenamed ? { name } : {}),
      ...(isMoved ? { baseUrl: address.trim() === '' ? null : address.trim() } : {}),
    });
    if (answer.ok) {
      setName(answer.value.name);
      setAddress(answer.value.baseUrl ?? '');
    }
    if (answer.ok) setError(null);
    else {
      const { text, detail } = failureOf(answer.error);
      setError(detail ?? text);
    }
  };
  const hint = isFixed
    ? 'From the environment.'
    : isMoved && provider.key.hasKey
      ? 'The key stays with the old address: you will be asked before it is used at this one.'
      : null;

  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-3">
      {isOwn && (
        <TextField
          label="Name"
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      )}
      <TextField
        label="Base URL"
        inputMode="url"
        spellCheck={false}
        autoComplete="off"
        disabled={isFixed}
        placeholder="The vendor’s own address"
        value={address}
        onChange={(event) => {
          setAddress(event.target.value);
          setError(null);
        }}
        error={error}
        {...(hint === null ? {} : { hint })}
      />
      {(isMoved || isRenamed) && !isFixed && (
        <div>
          <Button type="submit">{isMoved ? 'Save address' : 'Save name'}</Button>
        </div>
      )}
    </form>
  );
}
