export { ConversationsProvider, useConversations } from './conversations-context';
export type { ConversationsStore } from './conversations-state';
export { createConversationsStore, isWithoutConversations, rowsInSight } from './conversations-store';
export { Sidebar } from './sidebar';
export { SidebarProvider } from './sidebar-provider';
export { createSidebarStore, type SidebarStore } from './sidebar-store';
