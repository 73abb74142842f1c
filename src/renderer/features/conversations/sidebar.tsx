import './sidebar.css';
import type { ConversationId } from '#shared/domain/ids';
import { Plus, Settings } from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { shortcutLabel } from '../../lib/platform';
import { IconButton } from '../../ui/icon-button';
import { ConversationList } from './conversation-list';
import { useConversations } from './conversations-context';

interface SidebarProps {
  readonly selectedId: ConversationId | null;
  readonly onOpen: (id: ConversationId) => void;
  readonly onNew: () => void;
  readonly onSettings: () => void;
  /** After a conversation went out of sight; `undo` brings it back. */
  readonly onRemoved: (id: ConversationId, title: string, undo: () => void) => void;
  readonly onExport: (id: ConversationId) => void;
  /** What is found for the text in the search box. */
  readonly results: (query: string) => ReactNode;
  /** What a person should know of the app's state. */
  readonly status: ReactNode;
}

export function Sidebar(props: SidebarProps) {
  const { selectedId, onOpen, onNew, onSettings, onRemoved, onExport, results, status } = props;
  const [query, setQuery] = useState('');
  const rows = useConversations((state) => state.rows);
  const box = useRef<HTMLInputElement>(null);
  const isSearching = query.trim() !== '';

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const first = box.current?.closest('nav')?.querySelector<HTMLElement>('li a[href]');
    if (event.key === 'Escape' && query !== '') {
      event.stopPropagation();
      setQuery('');
    } else if (event.key === 'ArrowDown') first?.focus();
    else if (event.key === 'Enter' && isSearching) first?.click();
    else return;
    event.preventDefault();
  };
  return (
    <nav aria-label="Conversations" className="sidebar">
      <div className="sidebar-top">
        <input
          ref={box}
          type="search"
          aria-label="Search"
          placeholder="Search"
          title={`Search (${shortcutLabel('Mod+Shift+F')})`}
          className="sidebar-search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <IconButton label="New conversation" shortcut={shortcutLabel('Mod+N')} isFramed onClick={onNew}>
          <Plus size={15} aria-hidden />
        </IconButton>
      </div>
      {isSearching ? (
        results(query)
      ) : (
        <ConversationList
          rows={rows}
          emptyText="Your conversations will be listed here."
          selectedId={selectedId}
          onOpen={onOpen}
          onRemoved={onRemoved}
          onExport={onExport}
        />
      )}
      <div className="sidebar-foot">
        <div className="min-w-0 flex-1 truncate text-muted">{status}</div>
        <IconButton label="Settings" shortcut={shortcutLabel('Mod+,')} onClick={onSettings}>
          <Settings size={15} aria-hidden />
        </IconButton>
      </div>
    </nav>
  );
}
