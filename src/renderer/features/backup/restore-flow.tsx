import { useEffect, useRef, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { useToasts } from '../../ui/toasts';
import { RestoreDialog, type ChosenBackup } from './restore-dialog';

interface RestoreFlowProps {
  /** The file is the one that was dropped on this window last; else the person is asked for one. */
  readonly isDropped?: boolean;
  readonly onClose: () => void;
}

/** A restore from its beginning: the system's dialog for the file, or what was dropped, then what is in it. */
export function RestoreFlow({ isDropped = false, onClose }: RestoreFlowProps) {
  const bridge = useBridge();
  const toasts = useToasts();
  const [chosen, setChosen] = useState<ChosenBackup | null>(null);
  const hasAsked = useRef(false);
  useEffect(() => {
    if (hasAsked.current) return;
    hasAsked.current = true;
    void bridge.call(isDropped ? 'backup.takeDropped' : 'backup.choose', null).then((answer) => {
      if (!answer.ok) toasts.show(describeError(answer.error).sentence);
      if (answer.ok && answer.value !== null) setChosen(answer.value);
      else onClose();
    });
  }, [bridge, toasts, isDropped, onClose]);
  return chosen === null ? null : <RestoreDialog chosen={chosen} onClose={onClose} />;
}
