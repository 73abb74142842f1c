import type { DraftKey } from '#shared/domain/draft-key';
import type { ConversationId } from '#shared/domain/ids';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { newMessageId } from '../../lib/new-id';
import { useToasts } from '../../ui/toasts';

/** Keeps a message for the end of the reply that streams. Null: it was not stored, and why was said. */
export function useQueueing(): (place: DraftKey | null, text: string) => Promise<ConversationId | null> {
  const bridge = useBridge();
  const toasts = useToasts();
  return async (place, text) => {
    if (place === null || place === 'new' || place === 'quick') return null;
    const answer = await bridge.call('queue.add', { conversationId: place, messageId: newMessageId(), text });
    if (!answer.ok) toasts.show(describeError(answer.error).sentence);
    return answer.ok ? place : null;
  };
}
