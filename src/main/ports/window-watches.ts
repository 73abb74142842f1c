import type { ConversationId } from '#shared/domain/ids';

/** Which windows see the live turn of which conversation. A window that closes is forgotten. */
export interface WindowWatches {
  watch(windowId: number, conversationId: ConversationId): void;
  unwatch(windowId: number, conversationId: ConversationId): void;
}
