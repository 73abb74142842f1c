import type { ConversationRow } from '#shared/domain/conversation';
import { conversationIdSchema } from '#shared/domain/ids';
import { v7 } from 'uuid';

/** A row of the sidebar, as plain as it can be. */
export const testRow = (title: string, rest: Partial<ConversationRow> = {}): ConversationRow => ({
  id: conversationIdSchema.parse(v7()),
  title,
  updatedAt: 0,
  isStreaming: false,
  isTemporary: false,
  isPinned: false,
  isArchived: false,
  isUnread: false,
  isOnHold: false,
  folderId: null,
  tags: [],
  deletedAt: null,
  position: 1,
  ...rest,
});
