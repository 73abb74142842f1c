import type { MessageId } from '#shared/domain/ids';
import { Suspense } from 'react';
import { InspectorPanel } from '../features/inspector/index';
import { useTranscript, useTranscriptActions } from '../features/transcript/index';

interface ConversationInspectorProps {
  /** Null follows the last reply. */
  readonly inspectedId: MessageId | null;
  readonly onClose: () => void;
}

/** The inspector of the conversation that is shown; nothing where there is none. */
export function ConversationInspector({ inspectedId, onClose }: ConversationInspectorProps) {
  const conversation = useTranscript((state) => state.conversation);
  const lastId = useTranscript(
    (state) => state.messages.findLast(({ role }) => role === 'assistant')?.id ?? null,
  );
  const { reveal } = useTranscriptActions();
  if (conversation === null) return null;
  return (
    <Suspense>
      <InspectorPanel
        key={conversation.id}
        conversationId={conversation.id}
        revision={conversation.revision}
        model={conversation.model}
        personaId={conversation.personaId}
        answerId={inspectedId ?? lastId}
        onReveal={(messageId) => void reveal(conversation.id, messageId)}
        onClose={onClose}
      />
    </Suspense>
  );
}
