import { ChevronRight, Ellipsis, Folder as FolderIcon } from 'lucide-react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { useIsReview } from '../../bridge/review-context';
import { formatCount } from '../../lib/numbers';
import { IconButton } from '../../ui/icon-button';
import { TitleField } from '../../ui/title-field';
import { useConversationsStore } from './conversations-context';
import { useSidebar, useSidebarStore } from './sidebar-context';
import type { FolderItem } from './sidebar-items';

interface FolderHeadingProps {
  readonly item: FolderItem;
  readonly onToggle: (id: FolderItem['folder']['id'], isOpen: boolean) => void;
}

/** The name of a folder: opens and closes it, and takes what is dropped on it. */
export function FolderHeading({ item, onToggle }: FolderHeadingProps) {
  const { folder, isOpen, key } = item;
  const sidebar = useSidebarStore();
  const isReview = useIsReview();
  const { renameFolder } = useConversationsStore();
  const isEdited = useSidebar(({ editedKey }) => editedKey === key);
  const isMenuOpen = useSidebar(({ menu }) => menu?.key === key);
  const isOver = useSidebar(({ dropOn }) => dropOn === folder.id);
  const shared = {
    className: 'sidebar-row sidebar-folder',
    'data-drop': folder.id,
    'data-over': isOver || undefined,
  };
  if (isEdited) {
    return (
      <div {...shared}>
        <TitleField
          title={folder.name}
          className="sidebar-rename"
          onDone={(name) => {
            sidebar.edit(null);
            if (name !== null) void renameFolder(folder.id, name.slice(0, 80));
          }}
        />
      </div>
    );
  }
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    if (isReview) return;
    const point = new DOMRect(event.clientX, event.clientY, 0, 0);
    sidebar.openMenu(key, { getBoundingClientRect: () => point });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'F2' && !isReview) sidebar.edit(key);
    else if (event.key === 'Delete' && !isReview) void sidebar.removeFolder(folder);
    else if (event.key === 'ArrowRight') onToggle(folder.id, true);
    else if (event.key === 'ArrowLeft') onToggle(folder.id, false);
    else return;
    event.preventDefault();
  };
  return (
    <div {...shared} onContextMenu={onContextMenu}>
      <button
        type="button"
        className="sidebar-folder-name"
        data-key={key}
        title={folder.name}
        aria-expanded={isOpen}
        onKeyDown={onKeyDown}
        onClick={() => onToggle(folder.id, !isOpen)}
      >
        <ChevronRight size={13} aria-hidden data-open={isOpen || undefined} />
        <FolderIcon size={14} aria-hidden />
        <span className="truncate">{folder.name}</span>
      </button>
      <span className="sidebar-count">{formatCount(folder.count)}</span>
      {!isReview && (
        <IconButton
          label={`Options for ${folder.name}`}
          aria-haspopup="menu"
          aria-expanded={isMenuOpen}
          tabIndex={-1}
          onClick={(event) => sidebar.openMenu(key, event.currentTarget)}
        >
          <Ellipsis size={14} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
