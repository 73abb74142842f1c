import type { OutputOf } from '#shared/contracts/index';
import { countOf, formatCount } from '../../lib/numbers';

export type Preview = OutputOf<'retention.preview'>;

const shown = 5;

/** What a rule would take now, and what stays because it is on hold. */
export function RulePreview({ preview }: { readonly preview: Preview }) {
  const { conversations, messages, held, first } = preview;
  return (
    <div role="status" className="flex flex-col gap-1">
      <p>
        {conversations === 0
          ? 'Now it would take nothing.'
          : `Now it would take ${countOf(conversations, 'conversation')} with ${countOf(messages, 'message')}.`}
        {held > 0 && ` ${formatCount(held)} more on hold would stay.`}
      </p>
      {first.length > 0 && (
        <ul className="pl-3 text-muted">
          {first.slice(0, shown).map(({ id, title }) => (
            <li key={id} className="truncate">
              {title}
            </li>
          ))}
          {conversations > shown && <li>and {formatCount(conversations - shown)} more</li>}
        </ul>
      )}
    </div>
  );
}
