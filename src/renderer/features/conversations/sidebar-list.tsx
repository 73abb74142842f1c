import type { ConversationId, FolderId } from '#shared/domain/ids';
import { useEffect, useMemo, useRef } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { useRemote } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { ConversationLink } from './conversation-link';
import { useConversations, useConversationsStore } from './conversations-context';
import { useSidebar } from './sidebar-context';
import { dropPlaceOf, isRow, itemKey, sidebarItems, type Place, type SidebarItem } from './sidebar-items';
import { SidebarLine } from './sidebar-line';
import { useDrop } from './use-drop';
import { useListKeys } from './use-list-keys';
import { useNow } from './use-now';

interface SidebarListProps {
  readonly place: Place;
  readonly openFolders: readonly FolderId[];
  readonly currentId: ConversationId | null;
  readonly onOpen: (id: ConversationId) => void;
  readonly onToggleFolder: (id: FolderId, isOpen: boolean) => void;
}

/** From this far above its end the list is read on, in px. */
const readAhead = 4_000;

const emptyTexts: Readonly<Record<Place['type'], string>> = {
  home: 'Your conversations will be listed here.',
  archived: 'Nothing is archived. Archived conversations leave the list and stay searchable.',
  trash: 'The trash is empty.',
  tag: 'No conversation has this tag.',
};

/** The lines of the sidebar; however many there are, only those in view are drawn. */
export function SidebarList({ place, openFolders, currentId, onOpen, onToggleFolder }: SidebarListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const { loadMore } = useConversationsStore();
  const items = useItems(place, openFolders);
  const now = useNow();
  const keys = useListKeys(items, list, scroller);
  const drop = useDrop();
  const shown = useConversations((state) => state.shown);
  const lists = useConversations((state) => state.lists);
  const trashDays = useRemote('settings.get').value?.trashDays ?? null;
  const last = lists.get(shown.at(-1) ?? '');

  const editedKey = useSidebar((state) => state.editedKey);
  useEffect(() => {
    const at = editedKey === null ? -1 : items.findIndex((item) => itemKey(item) === editedKey);
    if (at >= 0) list.current?.scrollToIndex(at, { align: 'nearest' });
  }, [editedKey, items]);

  const onScroll = (offset: number): void => {
    const handle = list.current;
    if (handle === null || last === undefined) return;
    if (offset > handle.scrollSize - handle.viewportSize - readAhead) void loadMore(last.scope);
  };
  const { focused, ...handlers } = keys;
  return (
    <div ref={scroller} className="sidebar-list" {...handlers} {...drop}>
      <ListNote place={place} isEmpty={items.length === 0} />
      <Virtualizer
        ref={list}
        scrollRef={scroller}
        as="ul"
        item="li"
        data={items}
        itemSize={32}
        keepMounted={focused < 0 ? [] : [focused]}
        onScroll={onScroll}
      >
        {(item) =>
          isRow(item) ? (
            <ConversationLink
              key={item.id}
              row={item}
              now={now}
              isCurrent={item.id === currentId}
              isIndented={place.type === 'home' && !item.isPinned && item.folderId !== null}
              drop={place.type === 'home' ? dropPlaceOf(item) : null}
              trashDays={trashDays}
              onOpen={onOpen}
            />
          ) : (
            <SidebarLine key={item.key} item={item} onToggleFolder={onToggleFolder} />
          )
        }
      </Virtualizer>
    </div>
  );
}

function useItems(place: Place, openFolders: readonly FolderId[]): readonly SidebarItem[] {
  const lists = useConversations((state) => state.lists);
  const folders = useConversations((state) => state.folders);
  const isDragging = useSidebar((state) => state.isDragging);
  const now = useNow();
  return useMemo(
    () => sidebarItems({ place, lists, folders: folders ?? [], openFolders, isDragging, now }),
    [place, lists, folders, openFolders, isDragging, now],
  );
}

/** Why the list is empty, or why it could not be read. */
function ListNote({ place, isEmpty }: { readonly place: Place; readonly isEmpty: boolean }) {
  const error = useConversations((state) => state.error);
  const lists = useConversations((state) => state.lists);
  const shown = useConversations((state) => state.shown);
  const isReading = shown.some((key) => {
    const list = lists.get(key);
    return list === undefined || !list.isLoaded || (list.rows.length === 0 && list.next !== null);
  });
  if (error !== null && isEmpty) return <p className="sidebar-empty">{describeError(error).sentence}</p>;
  if (!isEmpty || isReading) return null;
  return <p className="sidebar-empty">{emptyTexts[place.type]}</p>;
}
