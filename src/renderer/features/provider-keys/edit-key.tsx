import type { KeyView, ProviderView } from '#shared/domain/provider';
import { useBridge } from '../../bridge/bridge-context';
import { KeyForm, type FilledKey } from './key-form';
import { useOutcome } from './use-outcome';

/** The label of a key, and when it expires. */
export function EditKey({
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
  const save = async ({ label, expiresAt }: FilledKey): Promise<boolean> => {
    const call = bridge.call('key.describe', {
      providerId: provider.id,
      keyId: shown.id,
      label,
      expiresAt,
    });
    return (await run(call, () => null, provider.name)) !== null;
  };
  return (
    <KeyForm
      asks={{ key: false, label: true }}
      start={shown}
      submit="Save"
      outcome={outcome}
      isBusy={isBusy}
      onSubmit={save}
      onClose={onClose}
    />
  );
}
