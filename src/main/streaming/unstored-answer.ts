import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import type { Part } from '#shared/domain/part';
import type { AppErrorData } from '#shared/errors/app-error';
import type { Clock } from '#main/ports/clock';
import type { StoredPart } from '#main/ports/turn-repository';

export interface AnswerPlace {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly readAnswer: () => MessageView;
}

/** What a person has read and seen of an answer, when its state for the provider or something else in it cannot be stored. */
export const textAlone = (parts: readonly StoredPart[]): readonly StoredPart[] =>
  parts.flatMap(({ index, part }) =>
    part.type === 'text' || part.type === 'thinking' || part.type === 'image'
      ? [{ index, part, state: null }]
      : [],
  );

/**
 * The answer as windows see it when its end could not be stored: as storage has it where it ended there all the same, else
 * as it came in, failed with the reason. Never throws.
 */
export function unstoredAnswer(
  place: AnswerPlace,
  error: AppErrorData,
  parts: readonly Part[],
  clock: Clock,
): MessageView {
  const failed = { status: 'failed', error, parts } as const;
  try {
    const stored = place.readAnswer();
    return stored.status === 'streaming' ? { ...stored, ...failed } : stored;
  } catch {
    // It is not there any more, or cannot be read: what is known without storage.
    return {
      ...failed,
      id: place.messageId,
      conversationId: place.conversationId,
      parentId: null,
      role: 'assistant',
      depth: 0,
      createdAt: clock.now(),
      meta: null,
      siblingIndex: 0,
      siblingIds: [place.messageId],
      messagesElsewhere: 0,
      isStarred: false,
      inclusion: null,
      startsContext: false,
    };
  }
}
