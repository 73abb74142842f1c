import type { ConversationId, MessageId } from '#shared/domain/ids';
import { CalendarDays, ChartColumn, Clock, PanelLeft, Star, X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { OnThisDay, StarredMessages, Statistics, Timeline } from '../../features/history/index';
import { IconButton } from '../../ui/icon-button';
import { useShortcutLabel } from '../../ui/shortcut-labels';
import './history-screen.css';

export type HistoryTab = 'timeline' | 'statistics' | 'on-this-day' | 'starred';

interface HistoryScreenProps {
  readonly tab: HistoryTab;
  readonly onTab: (tab: HistoryTab) => void;
  readonly isSidebarOpen: boolean;
  readonly onToggleSidebar: () => void;
  readonly onOpen: (conversationId: ConversationId, messageId: MessageId) => void;
  readonly onClose: () => void;
}

const icon = { size: 14, 'aria-hidden': true } as const;
const tabs: readonly { readonly tab: HistoryTab; readonly name: string; readonly icon: ReactNode }[] = [
  { tab: 'timeline', name: 'Timeline', icon: <Clock {...icon} /> },
  { tab: 'statistics', name: 'Statistics', icon: <ChartColumn {...icon} /> },
  { tab: 'on-this-day', name: 'On this day', icon: <CalendarDays {...icon} /> },
  { tab: 'starred', name: 'Starred', icon: <Star {...icon} /> },
];

/** Everything that was ever written, looked at from a distance. Escape goes back. */
export default function HistoryScreen(props: HistoryScreenProps) {
  const { tab, onTab, isSidebarOpen, onToggleSidebar, onOpen, onClose } = props;
  const sidebarKey = useShortcutLabel('toggle-sidebar');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return (
    <main className="history-screen" aria-label="History" onKeyDown={onKeyDown}>
      <header className="flex h-11 shrink-0 items-center gap-1.5 border-b border-line px-3.5" data-pane>
        {!isSidebarOpen && (
          <IconButton label="Show the sidebar" shortcut={sidebarKey} onClick={onToggleSidebar}>
            <PanelLeft size={15} aria-hidden />
          </IconButton>
        )}
        <h2 className="mr-3 font-semibold">History</h2>
        <div
          ref={list}
          role="tablist"
          aria-label="History"
          className="history-tabs"
          onKeyDown={moveBy(tab, onTab)}
        >
          {tabs.map((each) => (
            <button
              key={each.tab}
              type="button"
              role="tab"
              id={`history-${each.tab}`}
              aria-selected={tab === each.tab}
              aria-controls="history-panel"
              tabIndex={tab === each.tab ? 0 : -1}
              onClick={() => onTab(each.tab)}
            >
              {each.icon}
              {each.name}
            </button>
          ))}
        </div>
        <span className="flex-1" />
        <IconButton label="Close the history" shortcut="Esc" onClick={onClose}>
          <X size={15} aria-hidden />
        </IconButton>
      </header>
      <div
        id="history-panel"
        role="tabpanel"
        aria-labelledby={`history-${tab}`}
        className="history-panel"
        data-fixed={tab === 'timeline' || undefined}
      >
        {tab === 'timeline' && <Timeline onOpen={onOpen} />}
        {tab === 'statistics' && <Statistics />}
        {tab === 'on-this-day' && <OnThisDay onOpen={onOpen} />}
        {tab === 'starred' && <StarredMessages onOpen={onOpen} />}
      </div>
    </main>
  );
}

/** Arrow keys go to the tabs beside. */
const moveBy =
  (current: HistoryTab, onTab: (tab: HistoryTab) => void) =>
  (event: KeyboardEvent<HTMLElement>): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const at = tabs.findIndex(({ tab }) => tab === current);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    onTab(next.tab);
    event.currentTarget.querySelector<HTMLElement>(`#history-${next.tab}`)?.focus();
  };
