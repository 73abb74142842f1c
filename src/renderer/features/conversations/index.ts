export { ConversationsProvider, useConversations } from './conversations-context';
export type { ConversationsStore } from './conversations-state';
export { createConversationsStore, isWithoutConversations, rowsInSight } from './conversations-store';
export { Sidebar } from './sidebar';
