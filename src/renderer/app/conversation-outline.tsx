import { Suspense } from 'react';
import { OutlinePanel } from '../features/outline/index';
import { useTranscript, useTranscriptActions } from '../features/transcript/index';

/** The outline of the conversation that is shown; nothing where there is none. */
export function ConversationOutline({ onClose }: { readonly onClose: () => void }) {
  const conversation = useTranscript((state) => state.conversation);
  const { reveal, select } = useTranscriptActions();
  if (conversation === null) return null;
  return (
    <Suspense>
      <OutlinePanel
        key={conversation.id}
        conversationId={conversation.id}
        revision={conversation.revision}
        onReveal={(messageId) => void reveal(conversation.id, messageId)}
        onSelectBranch={(leafId) => void select(leafId)}
        onClose={onClose}
      />
    </Suspense>
  );
}
