import type { OutputOf } from '#shared/contracts/index';
import type { ConversationId } from '#shared/domain/ids';
import { useEffect, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';

export type Queue = OutputOf<'queue.list'>;

const empty: Queue = [];

/** What waits in this conversation for the end of a reply, as every window has it. */
export function useQueue(conversationId: ConversationId): Queue {
  const bridge = useBridge();
  const [queue, setQueue] = useState(empty);
  useEffect(() => {
    let latest = 0;
    const read = async (): Promise<void> => {
      latest += 1;
      const mine = latest;
      const answer = await bridge.call('queue.list', { conversationId });
      if (mine === latest && answer.ok) setQueue(answer.value);
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
  return queue;
}
