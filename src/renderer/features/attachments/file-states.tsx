import './attachments.css';
import { X } from 'lucide-react';
import { describeError } from '../../lib/describe-error';
import { Button } from '../../ui/button';
import { FileChip } from '../../ui/file-chip';
import { IconButton } from '../../ui/icon-button';
import type { Arriving, DraftFiles, Refused } from './draft-files';

/** A file that is on its way. */
export function ArrivingChip({ arriving }: { readonly arriving: Arriving }) {
  const { name, step } = arriving;
  const doing = step === 'preparing' ? 'Preparing' : 'Storing';
  return <FileChip name={name} facts={`${doing}…`} thumbnail={null} busyLabel={`${doing} ${name}`} />;
}

interface RefusedFileProps {
  readonly refused: Refused;
  readonly draft: DraftFiles;
  readonly onPick: () => void;
  /** Its buttons go with it. */
  readonly onLeave?: () => void;
}

/** A file that did not get in: why, and what to do. */
export function RefusedFile({ refused, draft, onPick, onLeave }: RefusedFileProps) {
  const { id, name, error, file } = refused;
  const { title, sentence } = describeError(error);
  const canRetry = file !== null && mayPass.has(error.code);
  return (
    <div role="alert" className="tray-refused">
      <p>
        <b dir="auto">{name}</b> {title}. {sentence}
      </p>
      {canRetry ? (
        <Button
          onClick={() => {
            onLeave?.();
            void draft.retry(refused);
          }}
        >
          Try again
        </Button>
      ) : (
        <Button
          onClick={() => {
            draft.dismiss(id);
            onPick();
          }}
        >
          Choose another
        </Button>
      )}
      <IconButton
        label={`Dismiss ${name}`}
        onClick={() => {
          onLeave?.();
          draft.dismiss(id);
        }}
      >
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  );
}

/** What can be different the next time. */
const mayPass: ReadonlySet<string> = new Set([
  'attachment.not-a-file',
  'storage.full',
  'storage.busy',
  'storage.failed',
  'ipc.rate-limited',
  'internal',
]);
