import type { AttachmentRef } from '#shared/domain/attachment';
import type { ConversationId } from '#shared/domain/ids';

export interface QueuedMessage {
  readonly text: string;
  readonly files: readonly AttachmentRef[];
  /** It is as it was stored. */
  readonly isSound: boolean;
}

/** Messages that wait for the end of a reply, stored as drafts are. `openTurn` takes one off. Throws AppError `storage.*`. */
export interface QueueRepository {
  find(id: ConversationId): QueuedMessage | null;
  /** Behind what waits, with the files of the message box, which is empty then. Throws `attachment.too-many`, `invalid-request`. */
  add(id: ConversationId, text: string): void;
  /** Back into the message box, before this text, with its files; answers the box's text. */
  take(id: ConversationId, draft: string): string;
  remove(id: ConversationId): void;
}
