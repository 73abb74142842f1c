import type { SettingsPatch } from '#shared/domain/settings';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { useToasts } from '../../ui/toasts';

/** Saves a change at once; a failure is said, and what is shown stays as stored. */
export function useUpdateSettings(): (patch: SettingsPatch) => void {
  const bridge = useBridge();
  const toasts = useToasts();
  return (patch) => {
    void bridge.call('settings.update', { patch }).then((answer) => {
      if (!answer.ok) toasts.show(describeError(answer.error).sentence);
    });
  };
}
