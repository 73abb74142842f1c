import type { ConversationId } from '#shared/domain/ids';
import type { ConversationRepository } from '#main/ports/conversation-repository';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';

export interface AnnouncePorts {
  readonly conversations: Pick<ConversationRepository, 'find'>;
  readonly events: EventSink;
  readonly logger: Logger;
}

/**
 * Tells the windows that a conversation was changed. What was stored is stored: a disk that does not give it back at once
 * must not make a failure of it; the revision is 0 then.
 */
export function announceChange(
  { conversations, events, logger }: AnnouncePorts,
  conversationId: ConversationId,
): void {
  let revision = 0;
  try {
    revision = conversations.find(conversationId)?.revision ?? 0;
  } catch (error) {
    logger.error('A change could not be read back', {}, error);
  }
  events.broadcast({ type: 'conversation.changed', conversationId, revision });
}
