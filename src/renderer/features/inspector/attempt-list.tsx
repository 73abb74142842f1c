import type { AttemptView } from '#shared/contracts/inspect.contract';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import { useState } from 'react';
import { fullTime } from '../../lib/dates';
import { describeError } from '../../lib/describe-error';
import { formatCost, formatCount, formatDuration } from '../../lib/numbers';
import { Button } from '../../ui/button';
import { ExchangeView } from './exchange-view';
import { useAnswer } from './use-answer';

interface AttemptListProps {
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly version: number;
}

/** The requests behind a reply: which model, how it ended, what it took. */
export function AttemptList({ conversationId, messageId, version }: AttemptListProps) {
  const { value, error } = useAnswer('attempt.list', { conversationId, messageId }, version);
  return (
    <section aria-label="Requests of this reply">
      <h3>Requests of this reply</h3>
      {error !== null && <p role="alert">{describeError(error).sentence}</p>}
      {value?.length === 0 && <p className="inspector-note">Nothing was asked for this reply.</p>}
      {value?.map((attempt, index) => (
        <Attempt key={attempt.id} attempt={attempt} number={index + 1} />
      ))}
    </section>
  );
}

function Attempt({ attempt, number }: { readonly attempt: AttemptView; readonly number: number }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <article className="inspector-attempt" aria-label={`Request ${number}`}>
      <header>
        <b>{`${attempt.model.providerId}/${attempt.model.modelId}`}</b>
        <span data-bad={attempt.error !== null || undefined}>{attempt.outcome ?? 'running'}</span>
      </header>
      <p>{factsOf(attempt)}</p>
      {attempt.error !== null && <p className="inspector-error">{attempt.error.message}</p>}
      {attempt.hasExchange ? (
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide what was sent' : 'Show what was sent'}
        </Button>
      ) : (
        <p className="inspector-note">{missingText(attempt)}</p>
      )}
      {isOpen && <ExchangeView attemptId={attempt.id} />}
    </article>
  );
}

const missingText = ({ model, outcome, cachedAt }: AttemptView): string => {
  if (cachedAt !== null) return `From the cache: answered on ${fullTime(cachedAt)}. Nothing was sent.`;
  if (model.providerId === 'guide') return 'The Guide runs in Parley: nothing was sent.';
  return outcome === null ? 'It is being answered.' : 'What was sent was not kept.';
};

function factsOf({ usage, cost, firstTokenMs, totalMs, startedAt }: AttemptView): string {
  const facts = [
    fullTime(startedAt),
    usage.input === null ? null : `${formatCount(usage.input)} tokens in`,
    usage.output === null ? null : `${formatCount(usage.output)} out`,
    cost === null ? null : formatCost(cost),
    firstTokenMs === null ? null : `${formatDuration(firstTokenMs)} to first word`,
    totalMs === null ? null : `${formatDuration(totalMs)} in all`,
  ];
  return facts.filter((fact) => fact !== null).join(' · ');
}
