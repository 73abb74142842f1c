import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { Inclusion } from '#shared/domain/message';
import type { BranchOutline, DeletionScope, MessageExcerpt } from '#shared/domain/tree';

/** A conversation that is about to be made. */
export interface NewConversation {
  readonly id: ConversationId;
  readonly title: string;
  /** Makes the ids of its messages. */
  readonly newId: () => string;
}

/**
 * The tree under a conversation. Throws AppError `storage.*`, `conversation.not-found`, `message.not-found` (also when
 * the message is of another conversation).
 */
export interface TreeRepository {
  /** The stretches between forks, each after the one that it leaves. */
  outline(conversationId: ConversationId): readonly BranchOutline[];
  /** Of every branch, newest first. */
  listStarred(conversationId: ConversationId): readonly MessageExcerpt[];
  /** Of the branch that is shown, oldest first. */
  listQuestions(conversationId: ConversationId): readonly MessageExcerpt[];

  setStarred(conversationId: ConversationId, messageId: MessageId, isStarred: boolean): void;
  setInclusion(conversationId: ConversationId, messageId: MessageId, inclusion: Inclusion): void;
  setContextStart(conversationId: ConversationId, messageId: MessageId, startsContext: boolean): void;

  /** Whether the branch that is shown holds this message. */
  isShown(conversationId: ConversationId, messageId: MessageId): boolean;
  /** The branch ends at this message. */
  beginAt(conversationId: ConversationId, messageId: MessageId): void;
  /** Moves to the trash; a branch that loses its end ends at what is left of it. Returns how many messages went. */
  remove(conversationId: ConversationId, messageId: MessageId, scope: DeletionScope): number;
  /** Brings back what went together with this message, and makes its branch the active one. */
  restore(conversationId: ConversationId, messageId: MessageId): void;
  /** Copies the way to a message and all below it into a new conversation. */
  copyBranch(from: ConversationId, messageId: MessageId, to: NewConversation): void;
}
