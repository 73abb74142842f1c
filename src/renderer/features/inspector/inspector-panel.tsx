import type { ConversationId, MessageId, PersonaId } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useAppEvent } from '../../bridge/bridge-context';
import { useIsReview } from '../../bridge/review-context';
import { IconButton } from '../../ui/icon-button';
import { AttemptList } from './attempt-list';
import { NextMessage } from './next-message';
import { ReuseAnswers } from './reuse-answers';
import './inspector.css';

export interface InspectorPanelProps {
  readonly conversationId: ConversationId;
  /** Grows with each change of the conversation: everything is read again. */
  readonly revision: number;
  readonly model: ModelRef | null;
  readonly personaId: PersonaId | null;
  /** The reply whose requests are shown; null where there is none yet. */
  readonly answerId: MessageId | null;
  readonly onReveal: (messageId: MessageId) => void;
  readonly onClose: () => void;
}

/** What the next message will send, and what was sent for a reply. */
export default function InspectorPanel(props: InspectorPanelProps) {
  const { conversationId, revision, model, personaId, answerId, onReveal, onClose } = props;
  const isReview = useIsReview();
  const [drafts, setDrafts] = useState(0);
  useAppEvent((event) => {
    if (event.type === 'draft.changed' && event.key === conversationId) setDrafts((count) => count + 1);
  });
  return (
    <aside className="inspector" aria-label="Inspector" data-pane>
      <header>
        <h2>Inspector</h2>
        <IconButton label="Close the inspector" onClick={onClose}>
          <X size={15} aria-hidden />
        </IconButton>
      </header>
      <div className="inspector-body">
        {!isReview && (
          <>
            <NextMessage
              conversationId={conversationId}
              model={model}
              personaId={personaId}
              version={revision + drafts}
              onReveal={onReveal}
            />
            <ReuseAnswers conversationId={conversationId} version={revision} />
          </>
        )}
        {answerId !== null && (
          <AttemptList conversationId={conversationId} messageId={answerId} version={revision} />
        )}
      </div>
    </aside>
  );
}
