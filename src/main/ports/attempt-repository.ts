import type { AttemptView } from '#shared/contracts/inspect.contract';
import type { AttemptId, ConversationId, MessageId } from '#shared/domain/ids';

/** Gzip, as it was saved. */
export interface SavedExchange {
  readonly request: Buffer;
  readonly response: Buffer | null;
  readonly status: number | null;
}

/** Reads the ledger of one message. Throws AppError `storage.*`. */
export interface AttemptRepository {
  /** Oldest first. */
  listOf(conversationId: ConversationId, messageId: MessageId): readonly AttemptView[];
  findExchange(attemptId: AttemptId): SavedExchange | null;
}
