import type { ConversationId } from '#shared/domain/ids';
import { useEffect } from 'react';
import { useBridge } from '../bridge/bridge-context';
import { useIsReview } from '../bridge/review-context';

/** A conversation is not unread any more once it is opened, when its window is looked at again, and when it is left. */
export function useSeen(conversationId: ConversationId | null): void {
  const bridge = useBridge();
  const isReview = useIsReview();
  useEffect(() => {
    if (conversationId === null || isReview) return undefined;
    const tell = (): void => void bridge.call('conversation.seen', { conversationId });
    tell();
    window.addEventListener('focus', tell);
    return () => {
      window.removeEventListener('focus', tell);
      tell();
    };
  }, [bridge, conversationId, isReview]);
}
