import type { ProviderView } from '#shared/domain/provider';
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { KeyForm, type FilledKey } from './key-form';
import { useOutcome } from './use-outcome';

/** One more key of a provider that has one. */
export function AddKey({
  provider,
  isOpen,
  onOpen,
}: {
  readonly provider: ProviderView;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}) {
  const bridge = useBridge();
  const { outcome, isBusy, clear, run } = useOutcome();
  const button = useRef<HTMLButtonElement>(null);
  const [wasOpen, setWasOpen] = useState(false);
  const close = (): void => {
    clear();
    setWasOpen(true);
    onOpen(false);
  };
  useEffect(() => {
    if (!isOpen && wasOpen) button.current?.focus();
  }, [isOpen, wasOpen]);
  const add = async (filled: FilledKey): Promise<boolean> => {
    const call = bridge.call('key.add', { providerId: provider.id, ...filled });
    return (await run(call, () => null, provider.name)) !== null;
  };

  if (!isOpen) {
    return (
      <div>
        <Button ref={button} onClick={() => onOpen(true)}>
          <Plus size={14} aria-hidden />
          Add another key…
        </Button>
      </div>
    );
  }
  return (
    <KeyForm
      asks={{ key: true, label: true }}
      start={null}
      note={`When ${provider.name} refuses a key or its limit is reached, the next one is used.`}
      submit="Test and add"
      outcome={outcome}
      isBusy={isBusy}
      onSubmit={add}
      onClose={close}
    />
  );
}
