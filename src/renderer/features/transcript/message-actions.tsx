import type { MessageMeta, MessageView } from '#shared/domain/message';
import { ChevronLeft, ChevronRight, Copy, RotateCcw } from 'lucide-react';
import { useContext, useState } from 'react';
import { fullTime } from '../../lib/dates';
import { formatCost, formatCount, formatDuration } from '../../lib/numbers';
import { textOfMessage } from '../../lib/text-of-message';
import { IconButton } from '../../ui/icon-button';
import { useTranscript, useTranscriptActions } from './transcript-context';
import { TranscriptHostContext } from './transcript-host';

/** What can be done with a message, and what is known of it: in sight on hover, on focus, and for the last one. */
export function MessageActions({ message }: { readonly message: MessageView }) {
  const { copy } = useContext(TranscriptHostContext);
  const { regenerate } = useTranscriptActions();
  const isBusy = useTranscript((state) => state.live !== null);
  const [hasDetails, setDetails] = useState(false);
  const { meta, role, siblingIds } = message;
  return (
    <footer className="message-foot">
      <div className="message-actions">
        <IconButton label="Copy message" onClick={() => copy(textOfMessage(message.parts))}>
          <Copy />
        </IconButton>
        {role === 'assistant' && (
          <IconButton label="Regenerate" disabled={isBusy} onClick={() => void regenerate(message.id)}>
            <RotateCcw />
          </IconButton>
        )}
        {siblingIds.length > 1 && <Versions message={message} isBusy={isBusy} />}
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
      {hasDetails && meta !== null && <Details meta={meta} createdAt={message.createdAt} />}
    </footer>
  );
}

function Versions({ message, isBusy }: { readonly message: MessageView; readonly isBusy: boolean }) {
  const { select } = useTranscriptActions();
  const { siblingIndex, siblingIds } = message;
  const before = siblingIds[siblingIndex - 1];
  const after = siblingIds[siblingIndex + 1];
  return (
    <span className="message-versions">
      <IconButton
        label="Previous version"
        disabled={isBusy || before === undefined}
        onClick={() => before !== undefined && void select(before)}
      >
        <ChevronLeft />
      </IconButton>
      <span>{`${siblingIndex + 1}/${siblingIds.length}`}</span>
      <IconButton
        label="Next version"
        disabled={isBusy || after === undefined}
        onClick={() => after !== undefined && void select(after)}
      >
        <ChevronRight />
      </IconButton>
    </span>
  );
}

function summaryOf(meta: MessageMeta): string {
  const { usage, firstTokenMs, cost } = meta;
  const facts = [
    usage.output === null ? null : `${formatCount(usage.output)} ${usage.output === 1 ? 'token' : 'tokens'}`,
    firstTokenMs === null ? null : `${formatDuration(firstTokenMs)} to first word`,
    // The Guide runs here and costs nothing.
    meta.model.providerId === 'guide' ? null : cost === null ? 'cost unknown' : formatCost(cost),
  ];
  return facts.filter((fact) => fact !== null).join(' · ');
}

function Details({ meta, createdAt }: { readonly meta: MessageMeta; readonly createdAt: number }) {
  const { usage } = meta;
  const count = (value: number | null): string => (value === null ? 'unknown' : formatCount(value));
  const time = (value: number | null): string => (value === null ? 'unknown' : formatDuration(value));
  const facts: readonly (readonly [string, string])[] = [
    ['Model', `${meta.model.providerId}/${meta.model.modelId}`],
    ['Time', fullTime(createdAt)],
    ['Tokens in', count(usage.input)],
    ['Tokens out', count(usage.output)],
    ['First word after', time(meta.firstTokenMs)],
    ['Whole reply', time(meta.totalMs)],
    ['Cost', meta.cost === null ? 'unknown' : formatCost(meta.cost)],
    ['Attempts', formatCount(meta.attempts)],
  ];
  return (
    <dl className="message-details">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
