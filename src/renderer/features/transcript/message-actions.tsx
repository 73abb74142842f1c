import type { MessageMeta, MessageView } from '#shared/domain/message';
import { readingText } from '#shared/domain/join-texts';
import { Copy, Ellipsis, Pencil, RotateCcw, Star } from 'lucide-react';
import { lazy, Suspense, useContext, useState } from 'react';
import { useIsReview } from '../../bridge/review-context';
import { formatCost, formatCount, formatDuration } from '../../lib/numbers';
import { wordsOfMessage } from '../../lib/text-of-message';
import { IconButton } from '../../ui/icon-button';
import { MessageDetails } from './message-details';
import type { SourceView } from './message-menu';
import { MessageVersions } from './message-versions';
import { useIsAtRest } from './scrolling';
import { useTranscript, useTranscriptActions } from './transcript-context';
import { TranscriptHostContext } from './transcript-host';

const MessageMenu = lazy(() => import('./message-menu'));

interface MessageActionsProps {
  readonly message: MessageView;
  readonly source?: SourceView | undefined;
}

/**
 * What can be done with a message, and what is known of it: in sight on hover, on focus, and for the last one. An eighth of
 * what scrolling costs, so that it is made when that ends; its place is kept.
 */
export function MessageActions(props: MessageActionsProps) {
  if (useIsAtRest()) return <Actions {...props} />;
  return (
    <footer className="message-foot">
      <div className="message-actions" />
    </footer>
  );
}

function Actions({ message, source }: MessageActionsProps) {
  const { copy, focusComposer } = useContext(TranscriptHostContext);
  const { regenerate, beginEdit, mark } = useTranscriptActions();
  const isBusy = useTranscript((state) => state.live !== null);
  const isReview = useIsReview();
  const [hasDetails, setDetails] = useState(false);
  const [menuAnchor, setMenuAnchor] = useState<Element | null>(null);
  const { id, meta, role, siblingIds, isStarred } = message;
  return (
    <footer className="message-foot">
      <div className="message-actions">
        <IconButton
          label="Copy message"
          onClick={() => copy(readingText(message.parts) || wordsOfMessage(message.parts))}
        >
          <Copy />
        </IconButton>
        {role === 'assistant' && !isReview && (
          <IconButton
            label="Regenerate"
            disabled={isBusy}
            onClick={() => {
              // The button goes with this version; what a person does next is write.
              focusComposer();
              void regenerate(id, null);
            }}
          >
            <RotateCcw />
          </IconButton>
        )}
        {role === 'user' && !isReview && (
          <IconButton label="Edit message" disabled={isBusy} onClick={() => beginEdit(id)}>
            <Pencil />
          </IconButton>
        )}
        {(isStarred || !isReview) && (
          <IconButton
            label={isReview ? 'Starred' : isStarred ? 'Remove the star' : 'Star'}
            aria-pressed={isStarred}
            className={isStarred ? 'text-accent' : undefined}
            disabled={isReview}
            onClick={() => void mark(id, { isStarred: !isStarred })}
          >
            <Star fill={isStarred ? 'currentColor' : 'none'} />
          </IconButton>
        )}
        <IconButton
          label="More actions"
          aria-haspopup="menu"
          aria-expanded={menuAnchor !== null}
          onClick={(event) => setMenuAnchor(event.currentTarget)}
        >
          <Ellipsis />
        </IconButton>
        {siblingIds.length > 1 && <MessageVersions message={message} isBusy={isBusy} />}
        {meta !== null && (
          <button
            type="button"
            className="message-meta"
            aria-expanded={hasDetails}
            title="Details of this reply"
            onClick={() => setDetails(!hasDetails)}
          >
            {summaryOf(meta)}
          </button>
        )}
      </div>
      {menuAnchor !== null && (
        <Suspense>
          <MessageMenu
            message={message}
            source={source}
            anchor={menuAnchor}
            onClose={() => setMenuAnchor(null)}
          />
        </Suspense>
      )}
      {hasDetails && meta !== null && <MessageDetails meta={meta} createdAt={message.createdAt} />}
    </footer>
  );
}

/** The Guide runs here and costs nothing; what failed before its first word has most likely cost nothing. */
function costOf({ model, firstTokenMs, cost }: MessageMeta): string | null {
  if (model.providerId === 'guide' || (cost === null && firstTokenMs === null)) return null;
  return cost === null ? 'cost unknown' : formatCost(cost);
}

function summaryOf(meta: MessageMeta): string {
  const { usage, firstTokenMs } = meta;
  const facts = [
    usage.output === null ? null : `${formatCount(usage.output)} ${usage.output === 1 ? 'token' : 'tokens'}`,
    firstTokenMs === null ? null : `${formatDuration(firstTokenMs)} to first word`,
    costOf(meta),
  ];
  return facts.filter((fact) => fact !== null).join(' · ');
}
