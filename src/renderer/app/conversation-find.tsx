import { useStore } from 'zustand';
import { useMemo } from 'react';
import { FindBar, useMarks, type CurrentMark } from '../features/search/index';
import { useTranscript, useTranscriptActions } from '../features/transcript/index';
import type { WindowStore } from './window-store';

/** What is marked in the conversation: where a search led to, or what is looked for in it. */
export function ConversationFind({ parley }: { readonly parley: WindowStore }) {
  const { isFindOpen, landed } = useStore(parley.store);
  const conversation = useTranscript((state) => state.conversation);
  const { reveal } = useTranscriptActions();
  const current = useMemo(
    (): CurrentMark | null => (landed === null ? null : { ...landed, nth: 0 }),
    [landed],
  );
  useMarks(landed, current);
  if (!isFindOpen || conversation === null) return null;
  return (
    <FindBar
      key={conversation.id}
      conversationId={conversation.id}
      revision={conversation.revision}
      onGo={(messageId) => void reveal(conversation.id, messageId, false)}
      onClose={() => {
        parley.store.setState({ isFindOpen: false });
        parley.run('focus-composer');
      }}
    />
  );
}
