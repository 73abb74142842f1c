import type { ConversationRow } from '#shared/domain/conversation';
import type { ConversationId } from '#shared/domain/ids';
import type { Folder } from '#shared/domain/organisation';
import { lazy, Suspense } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import type { MenuItem } from '../../ui/menu-item';
import { useToasts } from '../../ui/toasts';
import { useConversations } from './conversations-context';
import { rowsInSight } from './conversations-store';
import { folderKey } from './sidebar-items';
import { useSidebar, useSidebarStore } from './sidebar-context';
import type { SidebarStore } from './sidebar-store';

const MenuAt = lazy(async () => ({ default: (await import('../../ui/menu-at')).MenuAt }));

/** The menu of the row or folder that asked for it; of all that is chosen, when the row is. */
export function SidebarMenu() {
  const sidebar = useSidebarStore();
  const setHold = useHold();
  const menu = useSidebar((state) => state.menu);
  const folders = useConversations((state) => state.folders);
  const row = useConversations((state) =>
    menu === null ? undefined : rowsInSight(state).find(({ id }) => id === menu.key),
  );
  const at = folders?.findIndex(({ id }) => folderKey(id) === menu?.key) ?? -1;
  const folder = folders?.[at];
  if (menu === null || (row === undefined && folder === undefined)) return null;
  const items =
    row === undefined
      ? folderMenu(sidebar, folder, at, folders?.length ?? 0)
      : row.deletedAt === null
        ? rowMenu(sidebar, row, setHold)
        : trashMenu(sidebar, row);
  return (
    <Suspense>
      <MenuAt anchor={menu.anchor} items={items} onClose={sidebar.closeMenu} />
    </Suspense>
  );
}

type SetHold = (id: ConversationId, isHeld: boolean) => void;

/** Nothing deletes what is on hold, until the hold is lifted. */
function useHold(): SetHold {
  const bridge = useBridge();
  const toasts = useToasts();
  return (id, isHeld) =>
    void bridge.call('hold.set', { target: { scope: 'conversation', id }, isHeld }).then((answer) => {
      if (!answer.ok) toasts.show(answer.error.message);
      else
        toasts.show(isHeld ? 'On hold: nothing deletes it until you lift the hold.' : 'The hold is lifted.');
    });
}

function rowMenu(sidebar: SidebarStore, row: ConversationRow, setHold: SetHold): readonly MenuItem[] {
  const ids = sidebar.withSelection(row.id);
  const rename = { name: 'Rename', shortcut: 'F2', onChoose: () => sidebar.edit(row.id) };
  return [
    ...(ids.length === 1 ? [rename] : []),
    ...(row.isTemporary ? [] : orderItems(sidebar, row, ids)),
    { name: 'Export…', onChoose: () => sidebar.exportThese(ids) },
    ...(ids.length === 1 && !row.isTemporary
      ? [
          { name: 'Copy link', onChoose: () => sidebar.copyLink(row.id) },
          {
            name: row.isOnHold ? 'Lift the hold' : 'Put on hold',
            onChoose: () => setHold(row.id, !row.isOnHold),
          },
        ]
      : []),
    {
      name: 'Delete',
      shortcut: 'Delete',
      isDangerous: true,
      onChoose: () => void sidebar.organise(ids, { type: 'trash' }),
    },
    ...(ids.length === 1 && !row.isTemporary ? [eraseItem(sidebar, row)] : []),
  ];
}

const eraseItem = (sidebar: SidebarStore, { id }: ConversationRow): MenuItem => ({
  name: 'Erase for good…',
  isDangerous: true,
  onChoose: () => sidebar.openDialog({ type: 'erase', id }),
});

/** Where conversations stand that are kept. */
function orderItems(
  sidebar: SidebarStore,
  { isPinned, isArchived, isUnread }: ConversationRow,
  ids: ReturnType<SidebarStore['withSelection']>,
): readonly MenuItem[] {
  return [
    {
      name: isPinned ? 'Unpin' : 'Pin',
      onChoose: () => void sidebar.organise(ids, { type: 'pin', isPinned: !isPinned }),
    },
    { name: 'Move to folder…', onChoose: () => sidebar.openDialog({ type: 'move', ids }) },
    { name: 'Tags…', onChoose: () => sidebar.openDialog({ type: 'tags', ids }) },
    {
      name: isUnread ? 'Mark as read' : 'Mark as unread',
      onChoose: () => void sidebar.organise(ids, { type: 'unread', isUnread: !isUnread }),
    },
    {
      name: isArchived ? 'Take out of the archive' : 'Archive',
      onChoose: () => void sidebar.organise(ids, { type: 'archive', isArchived: !isArchived }),
    },
  ];
}

function trashMenu(sidebar: SidebarStore, row: ConversationRow): readonly MenuItem[] {
  const ids = sidebar.withSelection(row.id);
  return [
    { name: 'Restore', onChoose: () => void sidebar.organise(ids, { type: 'restore' }) },
    {
      name: 'Delete for good…',
      shortcut: 'Delete',
      isDangerous: true,
      onChoose: () => sidebar.openDialog({ type: 'delete', ids }),
    },
    ...(ids.length === 1 ? [eraseItem(sidebar, row)] : []),
  ];
}

function folderMenu(
  sidebar: SidebarStore,
  folder: Folder | undefined,
  at: number,
  count: number,
): readonly MenuItem[] {
  if (folder === undefined) return [];
  return [
    { name: 'Rename', shortcut: 'F2', onChoose: () => sidebar.edit(folderKey(folder.id)) },
    { name: 'Move up', isDisabled: at === 0, onChoose: () => void sidebar.moveFolder(folder.id, -1) },
    {
      name: 'Move down',
      isDisabled: at === count - 1,
      onChoose: () => void sidebar.moveFolder(folder.id, 1),
    },
    {
      name: 'Remove folder',
      shortcut: 'Delete',
      isDangerous: true,
      onChoose: () => void sidebar.removeFolder(folder),
    },
  ];
}
