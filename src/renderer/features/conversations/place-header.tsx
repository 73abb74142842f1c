import { ArrowLeft } from 'lucide-react';
import { useRemote } from '../../bridge/bridge-context';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { useConversations } from './conversations-context';
import { keyOf } from './row-list';
import { useSidebarStore } from './sidebar-context';
import type { Place } from './sidebar-items';

/** Where the list is when it is not at home, and the way back. */
export function PlaceHeader({ place }: { readonly place: Place }) {
  const sidebar = useSidebarStore();
  if (place.type === 'home') return null;
  const name = place.type === 'tag' ? place.tag : place.type === 'trash' ? 'Trash' : 'Archive';
  return (
    <div className="sidebar-place-header">
      <div className="flex items-center gap-1">
        <IconButton label="Back to all conversations" onClick={() => sidebar.goTo({ type: 'home' })}>
          <ArrowLeft size={15} aria-hidden />
        </IconButton>
        <h2 className="min-w-0 flex-1 truncate font-semibold" title={name}>
          {name}
        </h2>
        {place.type === 'trash' && <EmptyTrash />}
      </div>
      {place.type === 'trash' && <Keep />}
    </div>
  );
}

function EmptyTrash() {
  const sidebar = useSidebarStore();
  const isEmpty = useConversations(
    ({ lists }) => (lists.get(keyOf({ type: 'trash' }))?.rows.length ?? 0) === 0,
  );
  if (isEmpty) return null;
  return (
    <Button look="danger" onClick={() => sidebar.openDialog({ type: 'delete', ids: null })}>
      Empty…
    </Button>
  );
}

function Keep() {
  const settings = useRemote('settings.get').value;
  if (settings === null) return null;
  const { trashDays } = settings;
  return (
    <p className="px-1 pt-1 text-[12px] text-muted">
      {trashDays === null
        ? 'Kept until you empty it (Settings, Data).'
        : `Kept for ${trashDays} days, then deleted for good on the day beside it (Settings, Data).`}
    </p>
  );
}
