import type { ConversationId, FolderId } from '#shared/domain/ids';
import { foldText } from '#shared/domain/fold-text';
import { Folder, FolderPlus, FolderX } from 'lucide-react';
import { useRef, useState } from 'react';
import { countOf } from '../../lib/numbers';
import { Dialog } from '../../ui/dialog';
import { SearchList } from '../../ui/search-list';
import { useConversations } from './conversations-context';
import { rowsInSight } from './conversations-store';
import { useSidebarStore } from './sidebar-context';

type Choice =
  | { readonly type: 'folder'; readonly folderId: FolderId; readonly name: string }
  | { readonly type: 'none'; readonly name: string }
  | { readonly type: 'new'; readonly name: string };

interface MoveDialogProps {
  readonly ids: readonly ConversationId[];
  readonly onClose: () => void;
}

/** Puts conversations into a folder, found by its name or made on the spot. */
export function MoveDialog({ ids, onClose }: MoveDialogProps) {
  const sidebar = useSidebarStore();
  const search = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const groups = useChoices(ids, query);
  const choose = async (choice: Choice): Promise<void> => {
    onClose();
    if (choice.type === 'folder') await sidebar.organise(ids, { type: 'move', folderId: choice.folderId });
    else if (choice.type === 'none') await sidebar.organise(ids, { type: 'move', folderId: null });
    else {
      const folderId = await sidebar.createFolder(choice.name);
      if (folderId !== null) await sidebar.organise(ids, { type: 'move', folderId });
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={ids.length === 1 ? 'Move to folder' : `Move ${countOf(ids.length, 'conversation')} to folder`}
      size="w-[420px] h-[min(420px,80vh)]"
      initialFocus={search}
    >
      <SearchList
        searchRef={search}
        searchLabel="Find or make a folder"
        listLabel="Folders"
        query={query}
        onQuery={setQuery}
        groups={groups}
        onChoose={(choice) => void choose(choice)}
        renderName={(choice) => <ChoiceName choice={choice} />}
        renderAside={() => null}
        empty={<p className="px-6 text-center text-muted">Write a name to make the first folder.</p>}
      />
    </Dialog>
  );
}

function useChoices(ids: readonly ConversationId[], query: string) {
  const folders = useConversations((state) => state.folders) ?? [];
  const chosen = useConversations((state) => state.lists);
  const shown = useConversations((state) => state.shown);
  const rows = rowsInSight({ lists: chosen, shown }).filter(({ id }) => ids.includes(id));
  const common = rows.every((row) => row.folderId === rows[0]?.folderId) ? rows[0]?.folderId : undefined;
  const name = query.trim().slice(0, 80);
  const sought = foldText(name);
  const item = (choice: Choice, key: string, description: string, isSelected = false) => ({
    key,
    name: choice.type === 'new' ? `New folder “${choice.name}”` : choice.name,
    description,
    isSelected,
    value: choice,
  });
  const found = folders
    .filter((folder) => foldText(folder.name).includes(sought))
    .map(({ id, name: folderName, count }) =>
      item(
        { type: 'folder', folderId: id, name: folderName },
        id,
        count === 0 ? 'Empty' : countOf(count, 'conversation'),
        id === common,
      ),
    );
  const isNew = sought !== '' && folders.every((folder) => foldText(folder.name) !== sought);
  const other = [
    ...(isNew ? [item({ type: 'new', name }, 'new', 'Made when you choose it')] : []),
    ...(sought === '' && rows.some((row) => row.folderId !== null)
      ? [item({ type: 'none', name: 'No folder' }, 'none', 'Back under its date')]
      : []),
  ];
  return [
    { name: 'Folders', items: found },
    { name: 'Other', items: other },
  ].filter(({ items }) => items.length > 0);
}

function ChoiceName({ choice }: { readonly choice: Choice }) {
  const icons = { folder: Folder, none: FolderX, new: FolderPlus };
  const Icon = icons[choice.type];
  return (
    <span className="flex items-center gap-2">
      <Icon size={14} aria-hidden className="shrink-0 text-muted" />
      <span className="truncate">{choice.type === 'new' ? `New folder “${choice.name}”` : choice.name}</span>
    </span>
  );
}
