import { ChevronUp, Paperclip, Pencil, X } from 'lucide-react';
import { countOf } from '../../lib/numbers';
import { IconButton } from '../../ui/icon-button';
import type { Queue } from './use-queue';

interface QueuedRowProps {
  readonly queued: Queue[number];
  /** Counted from 1. */
  readonly place: number;
  /** There is only this one: its place means nothing. */
  readonly isAlone: boolean;
  readonly onMoveUp: () => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

/** One message that waits. */
export function QueuedRow({ queued, place, isAlone, onMoveUp, onEdit, onRemove }: QueuedRowProps) {
  const { text, files } = queued;
  const isFirst = place === 1;
  const name = isAlone ? 'the queued message' : `queued message ${place}`;
  return (
    <li className="queued-row">
      {!isAlone && <QueuedPlace place={place} />}
      <div className="min-w-0 flex-1">
        {text !== '' && <QueuedText text={text} />}
        {files.length > 0 && (
          <p className="queued-files" title={files.map((file) => file.name).join(', ')}>
            <Paperclip size={12} aria-hidden />
            {text === '' ? files.map((file) => file.name).join(', ') : countOf(files.length, 'file')}
          </p>
        )}
      </div>
      {!isAlone && (
        // Not `disabled`: the one that moved to the top must not lose the focus.
        <IconButton
          label={`Move ${name} up`}
          aria-disabled={isFirst}
          className={isFirst ? 'opacity-40' : undefined}
          onClick={() => !isFirst && onMoveUp()}
        >
          <ChevronUp size={15} aria-hidden />
        </IconButton>
      )}
      <IconButton label={`Edit ${name}`} onClick={onEdit}>
        <Pencil size={14} aria-hidden />
      </IconButton>
      <IconButton label={`Remove ${name}`} onClick={onRemove}>
        <X size={15} aria-hidden />
      </IconButton>
    </li>
  );
}

export function QueuedPlace({ place }: { readonly place: number }) {
  return (
    <span aria-hidden className="queued-place">
      {place}
    </span>
  );
}

export function QueuedText({ text }: { readonly text: string }) {
  return (
    <p className="queued-text" dir="auto" title={text}>
      {text}
    </p>
  );
}
