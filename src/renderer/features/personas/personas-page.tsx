import type { Persona } from '#shared/domain/persona';
import { Pencil, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { useToasts } from '../../ui/toasts';
import { PersonaEditor } from './persona-editor';

/** The personas in Settings: make, change, delete with undo. */
export function PersonasPage() {
  const [edited, setEdited] = useState<Persona | 'new' | null>(null);
  const list = useRef<HTMLElement>(null);
  const close = (): void => setEdited(null);
  const last = useRef<string | null>(null);
  // Back in the list, the focus goes to where the editor was opened from.
  useEffect(() => {
    if (edited !== null) last.current = edited === 'new' ? 'new' : edited.id;
    else if (last.current !== null) focusOn(list.current, last.current);
  }, [edited]);
  if (edited !== null) {
    return <PersonaEditor persona={edited === 'new' ? null : edited} onSaved={close} onCancel={close} />;
  }
  return (
    <section ref={list} className="flex flex-col gap-3">
      <header className="flex items-center justify-between gap-4">
        <p className="text-muted">
          A persona is a named way to answer: instructions, and if you like a model.
        </p>
        <Button data-edits="new" onClick={() => setEdited('new')}>
          New persona…
        </Button>
      </header>
      <PersonaRows onEdit={setEdited} onRemoved={() => focusOn(list.current, 'new')} />
    </section>
  );
}

const focusOn = (list: HTMLElement | null, id: string): void =>
  list?.querySelector<HTMLElement>(`[data-edits="${id}"]`)?.focus();

function PersonaRows({
  onEdit,
  onRemoved,
}: {
  readonly onEdit: (persona: Persona) => void;
  readonly onRemoved: () => void;
}) {
  const personas = useRemote('persona.list').value;
  const remove = useRemovePersona();
  if (personas?.length === 0) {
    return <EmptyState title="No personas">Make one, or ask the model as it comes.</EmptyState>;
  }
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-panel">
      {personas?.map((persona) => (
        <li key={persona.id} className="flex items-center gap-2 px-3 py-2">
          <div className="min-w-0 flex-1">
            <div className="truncate font-medium">{persona.name}</div>
            <div className="truncate text-muted">{persona.description}</div>
          </div>
          <IconButton label={`Edit ${persona.name}`} data-edits={persona.id} onClick={() => onEdit(persona)}>
            <Pencil size={14} aria-hidden />
          </IconButton>
          <IconButton label={`Delete ${persona.name}`} onClick={() => void remove(persona).then(onRemoved)}>
            <Trash2 size={14} aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}

function useRemovePersona(): (persona: Persona) => Promise<void> {
  const bridge = useBridge();
  const toasts = useToasts();
  return async (persona) => {
    const answer = await bridge.call('persona.delete', { personaId: persona.id });
    if (!answer.ok) {
      toasts.show(describeError(answer.error).sentence);
      return;
    }
    toasts.show(`“${persona.name}” was deleted`, {
      name: 'Undo',
      onChoose: () => void bridge.call('persona.restore', { personaId: persona.id }),
    });
  };
}
