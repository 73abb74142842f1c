import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';

/** A stretch of a conversation's tree, from a fork (or the start) to the next one, or to its end. */
export interface ExportStretch {
  /** Oldest first; never empty. */
  readonly messageIds: readonly MessageId[];
  /** The message that it follows; null at a beginning. */
  readonly after: MessageId | null;
  /** On the branch that is shown. */
  readonly isActive: boolean;
}

/** Reads a conversation for an export. Throws AppError `storage.*`, `conversation.not-found`. */
export interface ExportSource {
  /** Every branch, each stretch after the one that it leaves; or, as one stretch, the branch that is shown. */
  listStretches(conversationId: ConversationId, branches: 'active' | 'all'): readonly ExportStretch[];
  /** Whole messages in the order of the ids; one that has gone since is left out. */
  readMessages(ids: readonly MessageId[]): readonly MessageView[];
}
