import type { Persona } from '#shared/domain/persona';
import { useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { unfinishedErasure } from '../../lib/erasure-error-copy';
import { ConfirmButton } from '../../ui/confirm-button';
import { useToasts } from '../../ui/toasts';

/** Takes a persona off this computer for good, with what was sent with its words. */
export function ErasePersona({
  persona,
  onErased,
}: {
  readonly persona: Persona;
  readonly onErased: () => void;
}) {
  const bridge = useBridge();
  const toasts = useToasts();
  const [state, setState] = useState<string | null>(null);
  const erase = async (): Promise<void> => {
    setState('Erasing…');
    const answer = await bridge.call('erasure.persona', { personaId: persona.id });
    if (answer.ok) {
      const rest = answer.value.isCompacted ? '' : ` ${unfinishedErasure}`;
      toasts.show(`${persona.name} was erased.${rest}`);
      onErased();
    } else setState(describeError(answer.error).sentence);
  };
  return (
    <div className="mr-auto flex items-center gap-2">
      <ConfirmButton
        question="No undo. Its replies stay; backups are not reached."
        onConfirm={() => void erase()}
      >
        Erase…
      </ConfirmButton>
      <span role="status" className="text-muted">
        {state}
      </span>
    </div>
  );
}
