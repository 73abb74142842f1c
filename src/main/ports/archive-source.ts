import type { ArchivedConversation } from '#shared/domain/archive';
import type { ConversationId } from '#shared/domain/ids';

/** Whole conversations as they travel; the bytes of their files are in the `BlobStore`. Throws AppError `storage.*`. */
export interface ArchiveSource {
  /** Those that changed last at the end; equal times in the order of their ids. */
  listIds(options: { readonly withTrash: boolean }): readonly ConversationId[];
  /** As `readArchived`. Throws AppError `conversation.not-found`. */
  read(id: ConversationId): ArchivedConversation;
}
