import { useEffect, useRef, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { useToasts } from '../../ui/toasts';
import { RestoreDialog, type ChosenBackup } from './restore-dialog';

/** A restore from its beginning: the system's dialog for the file, then what is in it. */
export function RestoreFlow({ onClose }: { readonly onClose: () => void }) {
  const bridge = useBridge();
  const toasts = useToasts();
  const [chosen, setChosen] = useState<ChosenBackup | null>(null);
  const hasAsked = useRef(false);
  useEffect(() => {
    if (hasAsked.current) return;
    hasAsked.current = true;
    void bridge.call('backup.choose', null).then((answer) => {
      if (!answer.ok) toasts.show(describeError(answer.error).sentence);
      if (answer.ok && answer.value !== null) setChosen(answer.value);
      else onClose();
    });
  }, [bridge, toasts, onClose]);
  return chosen === null ? null : <RestoreDialog chosen={chosen} onClose={onClose} />;
}
