import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ConversationsState, ConversationsStore } from './conversations-state';

const ConversationsContext = createContext<ConversationsStore | null>(null);

interface ConversationsProviderProps {
  readonly conversations: ConversationsStore;
  readonly children: ReactNode;
}

export function ConversationsProvider({ conversations, children }: ConversationsProviderProps) {
  return <ConversationsContext value={conversations}>{children}</ConversationsContext>;
}

export function useConversationsStore(): ConversationsStore {
  const conversations = useContext(ConversationsContext);
  if (conversations === null) throw new Error('No conversations above this component');
  return conversations;
}

export const useConversations = <T,>(select: (state: ConversationsState) => T): T =>
  useStore(useConversationsStore().store, select);
