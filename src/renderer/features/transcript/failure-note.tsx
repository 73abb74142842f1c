import type { MessageView } from '#shared/domain/message';
import type { AppErrorData, ErrorCode } from '#shared/errors/app-error';
import { readingText } from '#shared/domain/join-texts';
import { useContext, useState } from 'react';
import { useIsReview } from '../../bridge/review-context';
import { actionLabels, describeError } from '../../lib/describe-error';
import type { ErrorAction } from '../../lib/error-copy';
import { Button } from '../../ui/button';
import { useTranscript, useTranscriptActions } from './transcript-context';
import { TranscriptHostContext } from './transcript-host';

const codeOfStatus = {
  failed: 'unknown',
  interrupted: 'interrupted',
  truncated: 'truncated',
  stopped: 'cancelled',
} as const;

// Not the constructor of shared/errors: that file brings the schemas with it.
const plainError = (code: ErrorCode): AppErrorData => ({ code, message: '' });

/** Why a message ended as it did, or null when it is complete. */
function errorOf({ status, error }: MessageView): AppErrorData | null {
  if (status === 'complete' || status === 'streaming') return error;
  if (status === 'stopped') return plainError('cancelled');
  return error ?? plainError(codeOfStatus[status]);
}

/** Until then a failure counts as just told: its message is as old as all attempts together, which may have waited. */
const freshMs = 600_000;

interface FailureNoteProps {
  readonly message: MessageView;
  readonly isLast: boolean;
}

/** How a reply ended when not by itself, and what can be done about it. */
export function FailureNote({ message, isLast }: FailureNoteProps) {
  const host = useContext(TranscriptHostContext);
  const isReview = useIsReview();
  const [shownAt] = useState(Date.now);
  const error = errorOf(message);
  if (error === null) return null;
  const provider = error.providerId ?? message.meta?.model.providerId;
  const name = provider === undefined ? undefined : host.providerName(provider);
  const ageMs = shownAt - message.createdAt;
  const text = describeError(error, name, ageMs > freshMs ? ageMs : 0);
  const hasText = readingText(message.parts) !== '';
  const actions = text.actions.filter(
    (action) => action !== 'continue' || hasText || message.status !== 'failed',
  );
  const isStopped = message.status === 'stopped';
  return (
    <div className="failure" role={isStopped ? 'note' : 'alert'} data-tone={isStopped ? 'quiet' : 'warning'}>
      <div className="failure-text">
        <b>{text.title}</b>
        {!isStopped && <span>{text.sentence}</span>}
        {text.detail !== null && <small>{text.detail}</small>}
      </div>
      {isLast && !isReview && (
        <div className="failure-actions">
          {actions.map((action) => (
            <FailureAction key={action} action={action} message={message} providerId={provider} />
          ))}
        </div>
      )}
    </div>
  );
}

interface FailureActionProps {
  readonly action: ErrorAction;
  readonly message: MessageView;
  readonly providerId: string | undefined;
}

function FailureAction({ action, message, providerId }: FailureActionProps) {
  const host = useContext(TranscriptHostContext);
  const { retry, goOn } = useTranscriptActions();
  const isBusy = useTranscript((state) => state.live !== null);
  const hasText = readingText(message.parts) !== '';
  const run: Readonly<Record<ErrorAction, () => void>> = {
    retry: () => void retry(message.id),
    'try-now': () => void retry(message.id),
    continue: () => void goOn(message.id),
    'open-provider-settings': () => host.openProviderSettings(providerId),
    'choose-model': host.chooseModel,
    'choose-persona': host.choosePersona,
    'new-conversation': host.newConversation,
    'open-data-folder': host.openDataFolder,
    'open-budgets': host.openBudgets,
    'send-anyway': () => void (hasText ? goOn(message.id, true) : retry(message.id, true)),
  };
  const isTurn =
    action === 'retry' || action === 'try-now' || action === 'continue' || action === 'send-anyway';
  return (
    <Button
      disabled={isTurn && isBusy}
      onClick={() => {
        // The button goes with the note.
        if (isTurn) host.focusComposer();
        run[action]();
      }}
    >
      {actionLabels[action]}
    </Button>
  );
}
