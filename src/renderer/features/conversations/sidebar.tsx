import './sidebar.css';
import type { ConversationId } from '#shared/domain/ids';
import { History, Plus, Settings } from 'lucide-react';
import { useIsReview } from '../../bridge/review-context';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { IconButton } from '../../ui/icon-button';
import { useShortcutLabel } from '../../ui/shortcut-labels';
import { OrganisedList } from './organised-list';
import { SearchBox } from './search-box';
import { useSidebar, useSidebarStore } from './sidebar-context';
import { SidebarMenu } from './sidebar-menu';

interface SidebarProps {
  readonly selectedId: ConversationId | null;
  readonly onOpen: (id: ConversationId) => void;
  readonly onNew: () => void;
  readonly onSettings: () => void;
  readonly onHistory: () => void;
  /** What is found for the text in the search box. */
  readonly results: (query: string) => ReactNode;
  /** What a person should know of the app's state. */
  readonly status: ReactNode;
}

export function Sidebar({ selectedId, onOpen, onNew, onSettings, onHistory, results, status }: SidebarProps) {
  const sidebar = useSidebarStore();
  const newKey = useShortcutLabel('new-conversation');
  const historyKey = useShortcutLabel('show-history');
  const settingsKey = useShortcutLabel('open-settings');
  const [query, setQuery] = useState('');
  const place = useSidebar((state) => state.place);
  const isSelecting = useSidebar(({ selection }) => selection.ids.size > 0);
  const isReview = useIsReview();
  const isSearching = query.trim() !== '';
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (isSelecting) sidebar.select([]);
    else if (place.type !== 'home') sidebar.goTo({ type: 'home' });
    else return;
    // It is not the Escape that stops a reply.
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <nav aria-label="Conversations" className="sidebar" onKeyDown={onKeyDown}>
      <div className="sidebar-top">
        <SearchBox
          query={query}
          onQuery={(text) => {
            // What cannot be seen is not to be acted on.
            sidebar.select([]);
            setQuery(text);
          }}
        />
        {!isReview && (
          <IconButton label="New conversation" shortcut={newKey} isFramed onClick={onNew}>
            <Plus size={15} aria-hidden />
          </IconButton>
        )}
      </div>
      {isSearching ? results(query) : <OrganisedList {...{ place, isSelecting, selectedId, onOpen }} />}
      <div className="sidebar-foot">
        <div className="min-w-0 flex-1 truncate text-muted">{status}</div>
        <IconButton label="History" shortcut={historyKey} onClick={onHistory}>
          <History size={15} aria-hidden />
        </IconButton>
        <IconButton label="Settings" shortcut={settingsKey} onClick={onSettings}>
          <Settings size={15} aria-hidden />
        </IconButton>
      </div>
      <SidebarMenu />
    </nav>
  );
}
