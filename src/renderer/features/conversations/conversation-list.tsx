import type { ConversationRow } from '#shared/domain/conversation';
import type { ConversationId } from '#shared/domain/ids';
import { lazy, Suspense, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { describeError } from '../../lib/describe-error';
import { ConversationLink, type MenuAnchor } from './conversation-link';
import { useConversations, useConversationsStore } from './conversations-context';
import { groupRows } from './group-rows';
import { useNow } from './use-now';

const MenuAt = lazy(async () => ({ default: (await import('../../ui/menu-at')).MenuAt }));

interface ConversationListProps {
  readonly rows: readonly ConversationRow[];
  readonly emptyText: string;
  readonly selectedId: ConversationId | null;
  readonly onOpen: (id: ConversationId) => void;
  readonly onExport: (id: ConversationId) => void;
  readonly onRemoved: (id: ConversationId, title: string, undo: () => void) => void;
}

/** Moves the focus among the rows that are on the page. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a[href]')];
  const at = links.findIndex((link) => link === document.activeElement);
  const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}

export function ConversationList({
  rows,
  emptyText,
  selectedId,
  onOpen,
  onRemoved,
  onExport,
}: ConversationListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const isLoaded = useConversations((state) => state.isLoaded);
  const error = useConversations((state) => state.error);
  const { loadMore, rename, remove, restore } = useConversationsStore();
  const [editedId, setEditedId] = useState<ConversationId | null>(null);
  const [menu, setMenu] = useState<{ readonly row: ConversationRow; readonly anchor: MenuAnchor } | null>(
    null,
  );
  const now = useNow();
  const items = useMemo(() => groupRows(rows, now), [rows, now]);

  const onRemove = async (row: ConversationRow): Promise<void> => {
    if (await remove(row.id)) onRemoved(row.id, row.title, () => void restore(row.id));
  };
  const onScroll = (offset: number): void => {
    const handle = list.current;
    if (handle !== null && offset > handle.scrollSize - handle.viewportSize - 1000) void loadMore();
  };

  return (
    <div ref={scroller} className="sidebar-list" onKeyDown={moveFocus}>
      {error !== null && <p className="sidebar-empty">{describeError(error).sentence}</p>}
      {error === null && isLoaded && items.length === 0 && <p className="sidebar-empty">{emptyText}</p>}
      <Virtualizer ref={list} scrollRef={scroller} as="ul" item="li" data={items} onScroll={onScroll}>
        {(item) =>
          item.type === 'group' ? (
            <h2 key={item.key} className="sidebar-group">
              {item.name}
            </h2>
          ) : (
            <ConversationLink
              key={item.key}
              row={item.row}
              now={now}
              isSelected={item.row.id === selectedId}
              isEdited={item.row.id === editedId}
              isMenuOpen={item.row.id === menu?.row.id}
              onOpen={onOpen}
              onMenu={(row, anchor) => setMenu({ row, anchor })}
              onEdit={setEditedId}
              onRename={(id, title) => void rename(id, title)}
              onRemove={(row) => void onRemove(row)}
            />
          )
        }
      </Virtualizer>
      {menu !== null && (
        <Suspense>
          <MenuAt
            anchor={menu.anchor}
            onClose={() => setMenu(null)}
            items={[
              { name: 'Rename', shortcut: 'F2', onChoose: () => setEditedId(menu.row.id) },
              { name: 'Export…', onChoose: () => onExport(menu.row.id) },
              {
                name: 'Delete',
                shortcut: 'Delete',
                isDangerous: true,
                onChoose: () => void onRemove(menu.row),
              },
            ]}
          />
        </Suspense>
      )}
    </div>
  );
}
