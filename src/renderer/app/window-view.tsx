import { lazy, Suspense, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useTranscript } from '../features/transcript/index';
import type { WindowStore } from './window-store';

const HistoryScreen = lazy(() => import('../screens/history/history-screen'));
const ReadingScreen = lazy(() => import('../screens/reading/reading-screen'));

interface WindowViewProps {
  readonly parley: WindowStore;
  readonly isSidebarOpen: boolean;
  /** The conversation with what stands beside it. */
  readonly children: ReactNode;
}

/** The middle of the window: the conversation, the history, or the conversation as a text. */
export function WindowView({ parley, isSidebarOpen, children }: WindowViewProps) {
  const { store, run, openMessage } = parley;
  const view = useStore(store, (state) => state.view);
  const conversation = useTranscript((state) => state.conversation);
  const back = (): void => {
    store.setState({ view: { type: 'conversation' } });
    run('focus-composer');
  };
  if (view.type === 'history') {
    return (
      <Suspense fallback={<main className="flex-1" aria-busy />}>
        <HistoryScreen
          tab={view.tab}
          onTab={(tab) => store.setState({ view: { type: 'history', tab } })}
          isSidebarOpen={isSidebarOpen}
          onToggleSidebar={() => run('toggle-sidebar')}
          onOpen={(conversationId, messageId) => openMessage(conversationId, { messageId, terms: [] })}
          onClose={back}
        />
      </Suspense>
    );
  }
  if (view.type === 'reading' && conversation !== null) {
    return (
      <Suspense fallback={<main className="flex-1" aria-busy />}>
        <ReadingScreen
          key={conversation.id}
          conversationId={conversation.id}
          title={conversation.title}
          onNeighbour={(by) => run(by > 0 ? 'next-conversation' : 'previous-conversation')}
          onPrint={() => run('print-conversation')}
          onClose={back}
        />
      </Suspense>
    );
  }
  return children;
}
