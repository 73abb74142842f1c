import { useContext } from 'react';
import { TranscriptHostContext, useTranscript, useTranscriptActions } from '../../features/transcript/index';
import { describeError } from '../../lib/describe-error';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';

/** In place of a conversation that could not be read. */
export function UnreadableConversation() {
  const error = useTranscript((state) => state.error);
  const conversationId = useTranscript((state) => state.conversationId);
  const { open } = useTranscriptActions();
  const host = useContext(TranscriptHostContext);
  const text = error === null ? null : describeError(error);
  return (
    <div className="flex flex-1 flex-col justify-center" role="alert">
      <EmptyState
        title={text?.title ?? 'The conversation could not be read'}
        action={
          <>
            <Button onClick={() => void open(conversationId)}>Try again</Button>
            <Button onClick={host.newConversation}>New conversation</Button>
          </>
        }
      >
        {text?.sentence}
      </EmptyState>
    </div>
  );
}
