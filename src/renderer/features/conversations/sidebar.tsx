import './sidebar.css';
import type { ConversationId } from '#shared/domain/ids';
import { Plus, Settings } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { shortcutLabel } from '../../lib/platform';
import { IconButton } from '../../ui/icon-button';
import { ConversationList } from './conversation-list';
import { useConversations, useConversationsStore } from './conversations-context';
import { filterRows } from './group-rows';

interface SidebarProps {
  readonly selectedId: ConversationId | null;
  readonly onOpen: (id: ConversationId) => void;
  readonly onNew: () => void;
  readonly onSettings: () => void;
  /** After a conversation went out of sight; `undo` brings it back. */
  readonly onRemoved: (id: ConversationId, title: string, undo: () => void) => void;
  readonly onExport: (id: ConversationId) => void;
  /** What a person should know of the app's state. */
  readonly status: ReactNode;
}

export function Sidebar({
  selectedId,
  onOpen,
  onNew,
  onSettings,
  onRemoved,
  onExport,
  status,
}: SidebarProps) {
  const [query, setQuery] = useState('');
  const rows = useConversations((state) => state.rows);
  const hasMore = useConversations((state) => state.next !== null);
  const { loadAll } = useConversationsStore();
  const isFiltered = query.trim() !== '';
  useEffect(() => {
    if (isFiltered) void loadAll();
  }, [isFiltered, loadAll]);
  const shown = isFiltered ? filterRows(rows, query) : rows;
  return (
    <nav aria-label="Conversations" className="sidebar">
      <div className="sidebar-top">
        <input
          type="search"
          aria-label="Search"
          placeholder="Search"
          title={`Search (${shortcutLabel('Mod+Shift+F')})`}
          className="sidebar-search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || query === '') return;
            event.stopPropagation();
            setQuery('');
          }}
        />
        <IconButton label="New conversation" shortcut={shortcutLabel('Mod+N')} isFramed onClick={onNew}>
          <Plus size={15} aria-hidden />
        </IconButton>
      </div>
      <ConversationList
        rows={shown}
        isSearching={isFiltered && hasMore}
        emptyText={
          isFiltered ? 'No results. Only titles are searched.' : 'Your conversations will be listed here.'
        }
        selectedId={selectedId}
        onOpen={onOpen}
        onRemoved={onRemoved}
        onExport={onExport}
      />
      <div className="sidebar-foot">
        <div className="min-w-0 flex-1 truncate text-muted">{status}</div>
        <IconButton label="Settings" shortcut={shortcutLabel('Mod+,')} onClick={onSettings}>
          <Settings size={15} aria-hidden />
        </IconButton>
      </div>
    </nav>
  );
}
