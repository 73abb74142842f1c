import { useStore } from 'zustand';
import { SearchResults } from '../features/search/index';
import { useTranscript } from '../features/transcript/index';
import type { WindowStore } from './window-store';

interface WindowSearchProps {
  readonly parley: WindowStore;
  readonly query: string;
}

/** Search over everything, in the place of the list. */
export function WindowSearch({ parley, query }: WindowSearchProps) {
  const conversationId = useTranscript((state) => state.conversationId);
  const landedId = useStore(parley.store, ({ landed }) => landed?.messageId ?? null);
  return (
    <SearchResults
      query={query}
      selectedConversationId={conversationId}
      selectedMessageId={landedId}
      onOpenConversation={parley.openConversation}
      onOpenMessage={({ conversationId: place, messageId }, terms) =>
        parley.openMessage(place, { messageId, terms })
      }
      onLeave={() => parley.run('focus-search')}
    />
  );
}
