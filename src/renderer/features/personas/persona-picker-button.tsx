import type { PersonaId } from '#shared/domain/ids';
import { Suspense } from 'react';
import { useRemote } from '../../bridge/bridge-context';
import { loadedLater, useIdleLoad } from '../../lib/loaded-later';
import { useTitleWithKey } from '../../ui/shortcut-labels';

const { Shown: PersonaPickerDialog, load } = loadedLater(() => import('./persona-picker-dialog'));

export interface PersonaPickerButtonProps {
  /** The persona of the next message; null is none. */
  readonly personaId: PersonaId | null;
  readonly onChoose: (personaId: PersonaId | null) => void;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** Names the persona in use and opens the picker; the picker's code is loaded when it is first needed. */
export function PersonaPickerButton({ personaId, onChoose, isOpen, onOpenChange }: PersonaPickerButtonProps) {
  const personas = useRemote('persona.list').value;
  const title = useTitleWithKey('Choose a persona', 'choose-persona');
  const name = personas?.find(({ id }) => id === personaId)?.name ?? 'None';
  useIdleLoad(load);
  return (
    <>
      <button
        type="button"
        aria-label={`Persona: ${name}`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={title}
        onClick={() => onOpenChange(true)}
        className="flex h-7 max-w-48 min-w-0 items-center gap-1.5 rounded-lg px-2.5 hover:bg-hover aria-expanded:bg-hover"
      >
        <span className="text-[11px] text-faint">Persona:</span>
        <span className="truncate">{name}</span>
      </button>
      {isOpen && (
        <Suspense>
          <PersonaPickerDialog
            current={personaId}
            onChoose={(chosen) => {
              onChoose(chosen);
              onOpenChange(false);
            }}
            onClose={() => onOpenChange(false)}
          />
        </Suspense>
      )}
    </>
  );
}
