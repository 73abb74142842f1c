import type { AppEvent } from '#shared/contracts/events';
import type { ConversationId } from '#shared/domain/ids';
import type { StreamBatch } from '#shared/domain/stream-batch';

/** Tells windows what happened. Never throws; a window that is gone is forgotten. */
export interface EventSink {
  /** To every window. */
  broadcast(event: Exclude<AppEvent, { type: 'chat.batch' }>): void;
  /** To the windows that watch the conversation. */
  sendBatch(conversationId: ConversationId, batch: StreamBatch): void;
  /** How many windows watch it. */
  watchers(conversationId: ConversationId): number;
}
