import type { ReviewStatus } from '#shared/domain/review';
import { assertNever } from '#shared/kernel/assert-never';
import { useState, type ReactNode } from 'react';
import { useBridge } from '../../bridge/bridge-context';
import { describeError } from '../../lib/describe-error';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { TextField } from '../../ui/text-field';
import { reviewName } from './review-name';
import './review.css';

/** The window before what is reviewed is open: how far it is, the passphrase it needs, or why it cannot be. */
export function ReviewGate({ status }: { readonly status: ReviewStatus }) {
  return (
    <main className="review-gate" aria-label="Review">
      <Content status={status} />
    </main>
  );
}

function Content({ status }: { readonly status: ReviewStatus }): ReactNode {
  const { phase } = status;
  switch (phase.type) {
    case 'opening':
      return (
        <div role="status" className="review-opening">
          <p className="review-gate-title" dir="auto">
            {reviewName(status)}
          </p>
          <progress
            {...(phase.share === null ? {} : { value: phase.share, max: 1 })}
            aria-label={phase.doing}
          />
          <p className="text-muted">{phase.doing}…</p>
        </div>
      );
    case 'locked':
      return <Passphrase name={reviewName(status)} isWrong={phase.isWrong} />;
    case 'failed':
      return (
        <div role="alert">
          <EmptyState title={`${reviewName(status)} cannot be reviewed`}>
            {describeError(phase.error).sentence} Nothing of it was changed.
          </EmptyState>
        </div>
      );
    case 'ready':
      return null;
    default:
      return assertNever(phase);
  }
}

function Passphrase({ name, isWrong }: { readonly name: string; readonly isWrong: boolean }) {
  const bridge = useBridge();
  const [text, setText] = useState('');
  return (
    <form
      className="review-passphrase"
      onSubmit={(event) => {
        event.preventDefault();
        void bridge.call('review.unlock', { passphrase: text });
        setText('');
      }}
    >
      <p className="review-gate-title" dir="auto">
        {name}
      </p>
      <TextField
        label="Passphrase of the backup"
        type="password"
        autoFocus
        value={text}
        onChange={({ target }) => setText(target.value)}
        {...(isWrong ? { error: 'This passphrase does not open it.' } : {})}
      />
      <Button look="primary" type="submit" disabled={text === ''}>
        Open
      </Button>
    </form>
  );
}
