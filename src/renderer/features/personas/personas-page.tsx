import type { Persona } from '#shared/domain/persona';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { IconButton } from '../../ui/icon-button';
import { useToasts } from '../../ui/toasts';
import { PersonaEditor } from './persona-editor';

/** The personas in Settings: make, change, delete with undo. */
export function PersonasPage() {
  const personas = useRemote('persona.list').value;
  const [edited, setEdited] = useState<Persona | 'new' | null>(null);
  const remove = useRemovePersona();
  if (edited !== null) {
    return (
      <PersonaEditor
        persona={edited === 'new' ? null : edited}
        onSaved={() => setEdited(null)}
        onCancel={() => setEdited(null)}
      />
    );
  }
  return (
    <section className="flex flex-col gap-3">
      <header className="flex items-start justify-between gap-4">
        <p className="text-muted">
          A persona is a named way to answer: instructions, and if you like a model.
        </p>
        <Button onClick={() => setEdited('new')}>New persona…</Button>
      </header>
      {personas?.length === 0 && (
        <EmptyState title="No personas">Make one, or ask the model as it comes.</EmptyState>
      )}
      <ul className="divide-y divide-line rounded-lg border border-line bg-panel">
        {personas?.map((persona) => (
          <li key={persona.id} className="flex items-center gap-2 px-3 py-2">
            <div className="min-w-0 flex-1">
              <div className="truncate font-medium">{persona.name}</div>
              <div className="truncate text-muted">{persona.description}</div>
            </div>
            <IconButton label={`Edit ${persona.name}`} onClick={() => setEdited(persona)}>
              <Pencil size={14} aria-hidden />
            </IconButton>
            <IconButton label={`Delete ${persona.name}`} onClick={() => void remove(persona)}>
              <Trash2 size={14} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
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
