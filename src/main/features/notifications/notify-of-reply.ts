import type { MessageView } from '#shared/domain/message';
import type { ConversationRepository } from '#main/ports/conversation-repository';
import type { Desktop } from '#main/ports/desktop';
import type { Logger } from '#main/ports/logger';
import type { SettingsRepository } from '#main/ports/settings-repositories';
import { describeReply } from './describe-reply';

export interface NotificationPorts {
  readonly desktop: Desktop;
  readonly conversations: ConversationRepository;
  readonly settings: SettingsRepository;
  readonly logger: Logger;
}

/** A reply that took this long is one a person may have stopped waiting for. */
const longMs = 10_000;

/** Tells the desktop of a long reply that has ended where nobody looks. `tookMs` is from asking to the end. Never throws. */
export function notifyOfReply(ports: NotificationPorts, answer: MessageView, tookMs: number): void {
  if (tookMs < longMs || ports.desktop.isInSight(answer.conversationId)) return;
  try {
    const { replyNotifications } = ports.settings.read();
    const conversation = ports.conversations.find(answer.conversationId);
    if (replyNotifications === 'off' || conversation === null) return;
    const told = describeReply(answer, conversation.title, replyNotifications === 'with-text');
    if (told === null) return;
    ports.desktop.notify({ ...told, onClick: () => ports.desktop.reveal(answer.conversationId) });
  } catch (error) {
    ports.logger.warn('A reply could not be told to the desktop', {
      reason: error instanceof Error ? error.name : 'unknown',
    });
  }
}
