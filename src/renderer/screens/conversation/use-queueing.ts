import type { ConversationId } from '#shared/domain/ids';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { newMessageId } from '../../lib/new-id';
import { useToasts } from '../../ui/toasts';

/** Keeps a message for the end of the reply that streams. Null: it was not stored, and why was said. */
export function useQueueing(
  conversationId: ConversationId | null,
): (text: string) => Promise<ConversationId | null> {
  const bridge = useBridge();
  const toasts = useToasts();
  return async (text) => {
    if (conversationId === null) return null;
    const answer = await bridge.call('queue.add', { conversationId, messageId: newMessageId(), text });
    if (!answer.ok) toasts.show(describeError(answer.error).sentence);
    return answer.ok ? conversationId : null;
  };
}
