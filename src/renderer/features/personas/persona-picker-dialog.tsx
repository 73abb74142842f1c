import type { PersonaId } from '#shared/domain/ids';
import type { Persona } from '#shared/domain/persona';
import { Pencil } from 'lucide-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { SearchList } from '../../ui/search-list';
import { Spinner } from '../../ui/spinner';
import { findPersonas } from './find-personas';
import { PersonaEditor } from './persona-editor';

interface Props {
  readonly current: PersonaId | null;
  readonly onChoose: (personaId: PersonaId | null) => void;
  readonly onClose: () => void;
}

/** Choosing, and beside it making and changing, without leaving the conversation. */
export default function PersonaPickerDialog({ current, onChoose, onClose }: Props) {
  const search = useRef<HTMLInputElement>(null);
  const [edited, setEdited] = useState<Persona | 'new' | null>(null);
  const endEditing = (): void => setEdited(null);
  const wasEdited = useRef(false);
  useEffect(() => {
    if (edited !== null) wasEdited.current = true;
    else if (wasEdited.current) search.current?.focus();
  }, [edited]);
  const title =
    edited === null ? 'Choose a persona' : edited === 'new' ? 'New persona' : `Edit ${edited.name}`;
  // One dialog for both, so that the focus goes back to the button that opened it.
  return (
    <Dialog
      isOpen
      onClose={edited === null ? onClose : endEditing}
      title={title}
      isTitleHidden={edited === null}
      initialFocus={search}
      size={edited === null ? 'w-[600px] h-[min(480px,80vh)]' : 'w-[600px] h-[min(720px,88vh)]'}
    >
      {edited === null ? (
        <Chooser current={current} onChoose={onChoose} onEdit={setEdited} searchRef={search} />
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto p-5">
          <PersonaEditor
            persona={edited === 'new' ? null : edited}
            onSaved={endEditing}
            onCancel={endEditing}
          />
        </div>
      )}
    </Dialog>
  );
}

function Chooser({
  current,
  onChoose,
  onEdit,
  searchRef,
}: Pick<Props, 'current' | 'onChoose'> & {
  readonly onEdit: (persona: Persona | 'new') => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
}) {
  const personas = useRemote('persona.list').value;
  const [query, setQuery] = useState('');
  const found = findPersonas(personas ?? [], query);
  const none =
    query === ''
      ? [
          {
            key: 'none',
            name: 'No persona',
            description: 'The model as it comes.',
            isSelected: current === null,
            value: null,
          },
        ]
      : [];
  const items = found.map((persona) => ({
    key: persona.id,
    name: persona.name,
    description: persona.description,
    isSelected: persona.id === current,
    value: persona,
  }));
  return (
    <>
      <SearchList
        searchRef={searchRef}
        searchLabel="Search personas"
        listLabel="Personas"
        query={query}
        onQuery={setQuery}
        groups={[{ name: 'Personas', items: [...none, ...items] }]}
        renderName={(persona) => persona?.name ?? 'No persona'}
        renderAside={(persona) => persona !== null && <EditPencil persona={persona} onEdit={onEdit} />}
        onChoose={(persona) => onChoose(persona?.id ?? null)}
        onAltKey={(persona) => {
          if (persona !== null) onEdit(persona);
        }}
        empty={
          personas === null ? (
            <Spinner label="Reading the personas" />
          ) : (
            <EmptyState title="No persona of that name" />
          )
        }
      />
      <footer className="flex items-center justify-between gap-3 border-t border-line px-4 py-2 text-muted">
        <span>Enter chooses · Alt+Enter edits</span>
        <Button onClick={() => onEdit('new')}>New persona…</Button>
      </footer>
    </>
  );
}

/** For the pointer only: the keyboard has Alt+Enter. */
function EditPencil({
  persona,
  onEdit,
}: {
  readonly persona: Persona;
  readonly onEdit: (persona: Persona) => void;
}) {
  return (
    <span
      aria-hidden
      title={`Edit ${persona.name}`}
      onClick={(event) => {
        event.stopPropagation();
        onEdit(persona);
      }}
      className="invisible grid size-6 place-items-center rounded-md text-muted group-hover:visible group-has-data-active:visible hover:bg-hover hover:text-text"
    >
      <Pencil size={14} />
    </span>
  );
}
