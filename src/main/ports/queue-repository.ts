import type { AttachmentRef } from '#shared/domain/attachment';
import type { ConversationId, MessageId } from '#shared/domain/ids';

export interface QueuedMessage {
  /** Of the message that it becomes. */
  readonly messageId: MessageId;
  readonly text: string;
  readonly files: readonly AttachmentRef[];
}

export interface StoredQueuedMessage extends QueuedMessage {
  /** It is as it was stored. */
  readonly isSound: boolean;
}

/** Messages that wait for the end of a reply, stored as drafts are. `openTurn` takes one off. Throws AppError `storage.*`. */
export interface QueueRepository {
  /** In the order in which they are sent. */
  list(id: ConversationId): readonly StoredQueuedMessage[];
  /** At the end, with the files of the message box, which is empty then. Throws `invalid-request` when it is full. */
  add(id: ConversationId, messageId: MessageId, text: string): void;
  /** Back into the message box, before this text, with its files; answers the box's text. Throws `attachment.too-many`. */
  take(id: ConversationId, messageId: MessageId, draft: string): string;
  /** False: it did not wait any more. */
  remove(id: ConversationId, messageId: MessageId): boolean;
  /** Before another one, else at the end; one that waits already stays as it is, and one that was sent stays sent. Throws as `add` does. */
  restore(id: ConversationId, message: QueuedMessage, beforeId: MessageId | null): void;
  moveUp(id: ConversationId, messageId: MessageId): void;
}
