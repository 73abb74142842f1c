import type { OutputOf } from '#shared/contracts/index';
import type { ConversationId, MessageId, PersonaId } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import { describeError } from '../../lib/describe-error';
import { countOf, formatCount, formatMoney } from '../../lib/numbers';
import { useAnswer } from './use-answer';

interface NextMessageProps {
  readonly conversationId: ConversationId;
  readonly model: ModelRef | null;
  readonly personaId: PersonaId | null;
  readonly version: number;
  readonly onReveal: (messageId: MessageId) => void;
}

type Preview = OutputOf<'context.preview'>;
type Line = Preview['messages'][number];

const whyNot = {
  sent: null,
  'no-room': 'no room',
  'left-out': 'left out',
  'above-start': 'above the start',
} as const;

const whose = { user: 'You', assistant: 'Reply', system: 'Note' } as const;

/** Everything that goes along with the next message, and how much of the window it fills. */
export function NextMessage({ conversationId, model, personaId, version, onReveal }: NextMessageProps) {
  const { value, error } = useAnswer('context.preview', { conversationId, model, personaId }, version);
  return (
    <section aria-label="Next message">
      <h3>Next message</h3>
      {error !== null && <p role="alert">{describeError(error).sentence}</p>}
      {value !== null && (
        <>
          <p className="inspector-sum">{sumOf(value)}</p>
          <ol className="inspector-lines">
            {value.instructions !== null && (
              <li>
                <details>
                  <summary>
                    <b>Instructions</b>
                    <span className="inspector-tokens">{formatCount(value.instructions.tokens)}</span>
                  </summary>
                  <pre>{value.instructions.text}</pre>
                </details>
              </li>
            )}
            {value.olderMessages > 0 && (
              <li className="inspector-note">{countOf(value.olderMessages, 'older message')} not listed</li>
            )}
            {value.messages.map((line) => (
              <li key={line.messageId ?? 'draft'}>
                <MessageLine line={line} onReveal={onReveal} />
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function sumOf({ model, tokens, window, nanos }: Preview): string {
  const name = `${model.providerId}/${model.modelId}`;
  const about = `About ${formatCount(tokens)} tokens to ${name}`;
  const cost =
    nanos === null
      ? ' What it costs is unknown.'
      : nanos === 0
        ? ''
        : ` Sending them costs about ${formatMoney(nanos)} before the answer.`;
  if (window === null) return `${about}. The size of its window is unknown.${cost}`;
  const share = Math.round((tokens / window) * 100);
  return `${about}: ${share}% of its window of ${formatCount(window)}.${cost}`;
}

function MessageLine({
  line,
  onReveal,
}: {
  readonly line: Line;
  readonly onReveal: (messageId: MessageId) => void;
}) {
  const { messageId, role, excerpt, files, tokens, place, inclusion } = line;
  const why = whyNot[place] ?? (inclusion === 'always' ? 'always' : null);
  const content = (
    <>
      <span className="inspector-text" dir="auto">
        <b>{messageId === null ? 'This message' : whose[role]}</b> {excerpt}
        {files.map(({ name, tokens: taken }, index) => (
          <span key={index} className="inspector-file">
            {name} <small>{formatCount(taken)}</small>
          </span>
        ))}
      </span>
      {why !== null && <small>{why}</small>}
      <span className="inspector-tokens">{tokens === null ? '–' : formatCount(tokens)}</span>
    </>
  );
  if (messageId === null) return <div className="inspector-line">{content}</div>;
  return (
    <button
      type="button"
      className="inspector-line"
      data-out={tokens === null || undefined}
      onClick={() => onReveal(messageId)}
    >
      {content}
    </button>
  );
}
