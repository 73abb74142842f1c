export { ConversationsProvider, useConversations } from './conversations-context';
export { createConversationsStore, type ConversationsStore } from './conversations-store';
export { Sidebar } from './sidebar';
