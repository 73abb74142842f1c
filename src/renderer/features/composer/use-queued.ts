import type { OutputOf } from '#shared/contracts/index';
import type { ConversationId } from '#shared/domain/ids';
import { useEffect, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';

type Queued = OutputOf<'queue.find'>;

/** What waits in this conversation for the end of a reply, as every window has it. */
export function useQueued(conversationId: ConversationId): Queued {
  const bridge = useBridge();
  const [queued, setQueued] = useState<Queued>(null);
  useEffect(() => {
    let latest = 0;
    const read = async (): Promise<void> => {
      latest += 1;
      const mine = latest;
      const answer = await bridge.call('queue.find', { conversationId });
      if (mine === latest && answer.ok) setQueued(answer.value);
    };
    void read();
    const unsubscribe = bridge.subscribe((event) => {
      if (event.type === 'queue.changed' && event.conversationId === conversationId) void read();
    });
    return () => {
      latest = -1;
      unsubscribe();
    };
  }, [bridge, conversationId]);
  return queued;
}
