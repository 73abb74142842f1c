import type { ConversationRow } from '#shared/domain/conversation';
import type { ConversationId } from '#shared/domain/ids';
import { Ellipsis } from 'lucide-react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { fullTime, shortTime } from '../../lib/dates';
import { IconButton } from '../../ui/icon-button';
import { TitleField } from '../../ui/title-field';

export type MenuAnchor = Element | { readonly getBoundingClientRect: () => DOMRect };

interface ConversationLinkProps {
  readonly row: ConversationRow;
  readonly now: number;
  readonly isSelected: boolean;
  readonly isEdited: boolean;
  readonly isMenuOpen: boolean;
  readonly onOpen: (id: ConversationId) => void;
  readonly onMenu: (row: ConversationRow, anchor: MenuAnchor) => void;
  /** Begins renaming; null ends it. */
  readonly onEdit: (id: ConversationId | null) => void;
  readonly onRename: (id: ConversationId, title: string) => void;
  readonly onRemove: (row: ConversationRow) => void;
}

/** One row of the sidebar: a link named by its title, the time beside it. */
export function ConversationLink(props: ConversationLinkProps) {
  const { row, now, isSelected, isEdited, isMenuOpen, onOpen, onMenu, onEdit, onRename, onRemove } = props;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'F2') onEdit(row.id);
    else if (event.key === 'Delete') onRemove(row);
    else return;
    event.preventDefault();
  };
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    const point = new DOMRect(event.clientX, event.clientY, 0, 0);
    onMenu(row, { getBoundingClientRect: () => point });
  };
  if (isEdited) {
    return (
      <div className="sidebar-row" data-selected={isSelected || undefined}>
        <TitleField
          title={row.title}
          className="sidebar-rename"
          onDone={(title) => {
            onEdit(null);
            if (title !== null) onRename(row.id, title);
          }}
        />
      </div>
    );
  }
  return (
    <div className="sidebar-row" data-selected={isSelected || undefined} onContextMenu={onContextMenu}>
      <a
        href={`#${row.id}`}
        title={row.title}
        aria-current={isSelected ? 'page' : undefined}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          event.preventDefault();
          onOpen(row.id);
        }}
      >
        {row.title}
      </a>
      {row.isStreaming ? (
        <span className="sidebar-dot" role="img" aria-label="A reply is being written" />
      ) : (
        <time title={fullTime(row.updatedAt)}>{shortTime(row.updatedAt, now)}</time>
      )}
      <IconButton
        label={`Options for ${row.title}`}
        aria-haspopup="menu"
        aria-expanded={isMenuOpen}
        tabIndex={-1}
        onClick={(event) => onMenu(row, event.currentTarget)}
      >
        <Ellipsis size={14} aria-hidden />
      </IconButton>
    </div>
  );
}
