import type { ModelRef } from '#shared/domain/model';
import { useBridge } from '../../bridge/bridge-context';
import { ThinkingButton } from '../../features/model-picker/index';
import { useTranscript, type FirstChoice } from '../../features/transcript/index';

interface ConversationThinkingProps {
  readonly model: ModelRef | null;
  readonly first: FirstChoice;
  readonly onFirst: (first: FirstChoice) => void;
}

/** How hard the model thinks: in the conversation that is open, or in the one that the first message makes. */
export function ConversationThinking({ model, first, onFirst }: ConversationThinkingProps) {
  const bridge = useBridge();
  const conversation = useTranscript((state) => state.conversation);
  const choose = (thinkingEffort: string | null): void => {
    if (conversation === null) onFirst({ ...first, thinkingEffort });
    else void bridge.call('conversation.setThinking', { conversationId: conversation.id, thinkingEffort });
  };
  const { thinkingEffort } = conversation ?? first;
  return <ThinkingButton model={model} chosen={thinkingEffort} onChoose={choose} />;
}
