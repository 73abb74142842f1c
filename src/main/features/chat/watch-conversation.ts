import type { ConversationId } from '#shared/domain/ids';
import type { LiveTurn } from '#shared/domain/stream-batch';
import type { ChatPorts } from './chat-ports';

/**
 * From now on the window gets the batches of this conversation; answers what it has missed. Both happen in one tick, and
 * what waited for other windows was sent before: there is no gap and no double.
 */
export function watchConversation(
  ports: Pick<ChatPorts, 'registry' | 'watches'>,
  conversationId: ConversationId,
  windowId: number,
): LiveTurn | null {
  const live = ports.registry.attach(conversationId);
  ports.watches.watch(windowId, conversationId);
  return live;
}
