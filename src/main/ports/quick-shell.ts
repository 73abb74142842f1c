import type { OutputOf } from '#shared/contracts/index';
import type { CommandId } from '#shared/domain/commands';
import type { ConversationId } from '#shared/domain/ids';

/** What windows may ask of the quick window and its key; made by the shell, called by thin handlers. */
export interface QuickShell {
  open(): void;
  hide(): void;
  /** Hides it; a large window comes to the front, with this conversation and this command if there are any. */
  leave(conversationId: ConversationId | null, command: CommandId | null): void;
  key(): OutputOf<'quick.key'>;
}
