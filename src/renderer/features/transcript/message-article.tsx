import type { MessageView } from '#shared/domain/message';
import { readingText } from '#shared/domain/join-texts';
import { memo } from 'react';
import { LongText } from '../../ui/long-text';
import { AssistantMessage } from './assistant-message';
import { MessageActions } from './message-actions';
import { MessageEditor } from './message-editor';
import { MessageFiles } from './message-files';
import { ContextStart, InclusionMark } from './message-marks';
import { useTranscript } from './transcript-context';
import { useRevealedFocus } from './use-revealed';

interface MessageArticleProps {
  readonly message: MessageView;
  /** The last of the branch: its actions are always in sight. */
  readonly isLast: boolean;
}

const names = { user: 'You', assistant: 'Reply', system: 'Note' } as const;

/** One message. A finished one is drawn once: its object does not change. */
export const MessageArticle = memo(function MessageArticle({ message, isLast }: MessageArticleProps) {
  const { id, role, status, startsContext } = message;
  const { article, isRevealed } = useRevealedFocus(id);
  return (
    <>
      {startsContext && <ContextStart />}
      <article
        ref={article}
        className="message"
        tabIndex={-1}
        aria-label={role === 'assistant' ? `Reply of ${message.meta?.modelName ?? 'the model'}` : names[role]}
        data-message-id={id}
        data-role={role}
        data-status={status}
        data-last={isLast || undefined}
        data-revealed={isRevealed || undefined}
        data-left-out={message.inclusion === 'never' || undefined}
      >
        {role === 'assistant' ? (
          <AssistantMessage message={message} isLast={isLast} />
        ) : (
          <PlainMessage message={message} />
        )}
      </article>
    </>
  );
});

/** What a person wrote is shown as written. */
function PlainMessage({ message }: { readonly message: MessageView }) {
  const isEdited = useTranscript((state) => state.editedId === message.id);
  if (isEdited) return <MessageEditor message={message} />;
  const text = readingText(message.parts);
  return (
    <>
      <InclusionMark message={message} />
      <MessageFiles message={message} />
      {text !== '' && (
        <div className="message-own" dir="auto">
          <LongText text={text} />
        </div>
      )}
      <MessageActions message={message} />
    </>
  );
}
