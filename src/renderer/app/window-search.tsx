import { useCallback } from 'react';
import { useStore } from 'zustand';
import { SearchResults, type SearchResultsProps } from '../features/search/index';
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
  // The same for every letter, so that rows of the last answer are not drawn again while one types.
  const openMessage = useCallback<SearchResultsProps['onOpenMessage']>(
    ({ conversationId: place, messageId }, terms) => parley.openMessage(place, { messageId, terms }),
    [parley],
  );
  return (
    <SearchResults
      query={query}
      selectedConversationId={conversationId}
      selectedMessageId={landedId}
      onOpenConversation={parley.openConversation}
      onOpenMessage={openMessage}
      onLeave={() => parley.run('focus-search')}
    />
  );
}
