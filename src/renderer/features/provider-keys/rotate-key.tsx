import type { KeyView, ProviderView } from '#shared/domain/provider';
import { useBridge } from '../../bridge/bridge-context';
import { KeyForm, type FilledKey } from './key-form';
import { useOutcome } from './use-outcome';

/** A new key in place of this one: tested, used at once, and the old one kept until the new one has worked. */
export function RotateKey({
  provider,
  shown,
  onClose,
}: {
  readonly provider: ProviderView;
  readonly shown: KeyView;
  readonly onClose: () => void;
}) {
  const bridge = useBridge();
  const { outcome, isBusy, run } = useOutcome();
  const rotate = async ({ key, expiresAt }: FilledKey): Promise<boolean> => {
    const call = bridge.call('key.rotate', { providerId: provider.id, keyId: shown.id, key, expiresAt });
    return (await run(call, () => null, provider.name)) !== null;
  };
  return (
    <KeyForm
      asks={{ key: true, label: false }}
      start={null}
      note="The new key is tested and then used. The old one stays in the keychain until the new one has worked."
      submit="Test and use"
      outcome={outcome}
      isBusy={isBusy}
      onSubmit={rotate}
      onClose={onClose}
    />
  );
}
