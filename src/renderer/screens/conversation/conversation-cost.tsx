import type { OutputOf } from '#shared/contracts/index';
import type { ConversationId } from '#shared/domain/ids';
import { useEffect, useState } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { countOf, formatMoney } from '../../lib/numbers';

type Cost = OutputOf<'usage.ofConversation'>;

interface ConversationCostProps {
  readonly conversationId: ConversationId;
  /** Changes when a reply has ended, a title was made, another branch is shown. */
  readonly revision: number;
}

/** What the conversation has cost so far; its branch that is shown, and what is not known, when pointed at. */
export function ConversationCost({ conversationId, revision }: ConversationCostProps) {
  const bridge = useBridge();
  const [cost, setCost] = useState<Cost | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void bridge.call('usage.ofConversation', { conversationId }).then((answer) => {
      if (isCurrent && answer.ok) setCost(answer.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, conversationId, revision]);
  if (cost === null || cost.conversation.nanos === 0) return null;
  const { conversation, branch } = cost;
  const text = `This conversation has cost ${formatMoney(conversation.nanos)} in ${countOf(conversation.requests, 'request')}, the branch that is shown ${formatMoney(branch.nanos)}${
    conversation.unpriced === 0 ? '' : `; ${countOf(conversation.unpriced, 'request')} at an unknown price`
  }.`;
  return (
    <span
      title={text}
      className="shrink-0 px-1 text-[11px] text-faint tabular-nums @max-[700px]/header:hidden"
    >
      <span aria-hidden>{formatMoney(conversation.nanos)}</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}
