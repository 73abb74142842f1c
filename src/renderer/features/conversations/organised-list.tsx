import type { ConversationId, FolderId } from '#shared/domain/ids';
import { Pin } from 'lucide-react';
import { useEffect } from 'react';
import { useBridge, useRemote } from '../../bridge/bridge-context';
import { useConversations, useConversationsStore } from './conversations-context';
import { PlaceBar } from './place-bar';
import { PlaceHeader } from './place-header';
import { SelectionBar } from './selection-bar';
import { useSidebar } from './sidebar-context';
import { scopesOf, type Place } from './sidebar-items';
import { SidebarList } from './sidebar-list';
import { useDrop } from './use-drop';

interface OrganisedListProps {
  readonly selectedId: ConversationId | null;
  readonly onOpen: (id: ConversationId) => void;
  readonly place: Place;
  readonly isSelecting: boolean;
}

/** The conversations in the order that a person gave them. */
export function OrganisedList({ place, isSelecting, selectedId, onOpen }: OrganisedListProps) {
  const [openFolders, toggleFolder] = useOpenFolders();
  useShownLists(place, openFolders);
  return (
    <>
      <PlaceHeader place={place} />
      <PinDrop />
      <SidebarList
        key={place.type}
        place={place}
        openFolders={openFolders}
        currentId={selectedId}
        onOpen={onOpen}
        onToggleFolder={toggleFolder}
      />
      {isSelecting ? <SelectionBar /> : <PlaceBar />}
    </>
  );
}

/** Where dragged conversations are pinned: over the search box, so that no line moves away from under the pointer. */
function PinDrop() {
  const isDragging = useSidebar((state) => state.isDragging);
  const isOver = useSidebar(({ dropOn }) => dropOn === 'pinned');
  const drop = useDrop();
  if (!isDragging) return null;
  return (
    <p className="sidebar-pin-drop" data-drop="pinned" data-over={isOver || undefined} {...drop}>
      <Pin size={14} aria-hidden />
      Drop here to pin
    </p>
  );
}

const noFolders: readonly FolderId[] = [];

/** The folders that are open, in every window and after a restart. */
function useOpenFolders(): readonly [readonly FolderId[], (id: FolderId, isOpen: boolean) => void] {
  const bridge = useBridge();
  const stored = useRemote('settings.get').value?.openFolders ?? noFolders;
  const toggle = (id: FolderId, isOpen: boolean): void => {
    const others = stored.filter((each) => each !== id);
    const openFolders = isOpen ? [...others.slice(-999), id] : others;
    void bridge.call('settings.update', { patch: { openFolders } });
  };
  return [stored, toggle];
}

function useShownLists(place: Place, openFolders: readonly FolderId[]): void {
  const { show } = useConversationsStore();
  const folders = useConversations((state) => state.folders);
  useEffect(() => show(scopesOf(place, folders ?? [], openFolders)), [show, place, folders, openFolders]);
}
