import {
  Archive,
  ArchiveRestore,
  Download,
  FolderInput,
  Pin,
  PinOff,
  Tag,
  Trash2,
  Undo2,
  X,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount } from '../../lib/numbers';
import { IconButton } from '../../ui/icon-button';
import { useConversations } from './conversations-context';
import { rowsInSight } from './conversations-store';
import { useSidebar, useSidebarStore } from './sidebar-context';

/** What can be done with all that is chosen at once. */
export function SelectionBar() {
  const sidebar = useSidebarStore();
  const { ids: chosen } = useSidebar((state) => state.selection);
  const place = useSidebar((state) => state.place);
  const isEachPinned = useConversations((state) =>
    rowsInSight(state).every((row) => row.isPinned || !chosen.has(row.id)),
  );
  const ids = [...chosen];
  const act = (label: string, icon: ReactNode, onClick: () => void) => (
    <IconButton label={label} onClick={onClick}>
      {icon}
    </IconButton>
  );
  const icon = { size: 15, 'aria-hidden': true } as const;
  const isArchive = place.type === 'archived';
  return (
    <div className="sidebar-places" role="toolbar" aria-label="Selected conversations">
      <span role="status" className="min-w-0 flex-1 truncate pl-2 font-medium">
        {formatCount(ids.length)}
        <span className="sidebar-selected-word"> selected</span>
      </span>
      {place.type === 'trash' ? (
        <>
          {act('Restore', <Undo2 {...icon} />, () => void sidebar.organise(ids, { type: 'restore' }))}
          {act('Delete for good…', <Trash2 {...icon} />, () => sidebar.openDialog({ type: 'delete', ids }))}
        </>
      ) : (
        <>
          {act(
            isEachPinned ? 'Unpin' : 'Pin',
            isEachPinned ? <PinOff {...icon} /> : <Pin {...icon} />,
            () => void sidebar.organise(ids, { type: 'pin', isPinned: !isEachPinned }),
          )}
          {act('Move to folder…', <FolderInput {...icon} />, () => sidebar.openDialog({ type: 'move', ids }))}
          {act('Tags…', <Tag {...icon} />, () => sidebar.openDialog({ type: 'tags', ids }))}
          {act(
            isArchive ? 'Take out of the archive' : 'Archive',
            isArchive ? <ArchiveRestore {...icon} /> : <Archive {...icon} />,
            () => void sidebar.organise(ids, { type: 'archive', isArchived: !isArchive }),
          )}
          {act('Export…', <Download {...icon} />, () => sidebar.exportThese(ids))}
          {act('Delete', <Trash2 {...icon} />, () => void sidebar.organise(ids, { type: 'trash' }))}
        </>
      )}
      {act('Clear the selection', <X {...icon} />, () => sidebar.select([]))}
    </div>
  );
}
