import type { ConversationId } from '#shared/domain/ids';
import type { SearchHit, TitleHit } from '#shared/domain/search';
import { Star } from 'lucide-react';
import { memo } from 'react';
import { fullTime, shortTime } from '../../lib/dates';
import type { MarkedTerm } from './mark-text';
import { MarkedTextView } from './marked-text';

interface TitleRowProps {
  readonly hit: TitleHit;
  readonly now: number;
  readonly isSelected: boolean;
  readonly onOpen: (id: ConversationId) => void;
}

/** A conversation that was found by its title. */
export const TitleRow = memo(function TitleRow({ hit, now, isSelected, onOpen }: TitleRowProps) {
  return (
    <li role="listitem" className="search-title" data-selected={isSelected || undefined}>
      <a
        href={`#${hit.conversationId}`}
        aria-current={isSelected ? 'page' : undefined}
        onClick={(event) => {
          event.preventDefault();
          onOpen(hit.conversationId);
        }}
      >
        <MarkedTextView {...hit.title} />
      </a>
      <time title={fullTime(hit.updatedAt)}>{shortTime(hit.updatedAt, now)}</time>
    </li>
  );
});

interface HitRowProps {
  readonly hit: SearchHit;
  readonly now: number;
  readonly isSelected: boolean;
  /** Not in sight before somebody scrolls. */
  readonly isBelow: boolean;
  /** What was looked for: it is marked in the message that is opened. */
  readonly terms: readonly MarkedTerm[];
  readonly onOpen: (hit: SearchHit, terms: readonly MarkedTerm[]) => void;
}

const sources = { text: '', thinking: ' · thinking', file: ' · file' } as const;

/** A message that was found: what it says around the place, and where that is. */
export const HitRow = memo(function HitRow(props: HitRowProps) {
  const { hit, now, isSelected, isBelow, terms, onOpen } = props;
  const who = hit.role === 'user' ? 'You' : (hit.model ?? (hit.role === 'system' ? 'Note' : 'Reply'));
  return (
    <li
      role="listitem"
      className="search-hit"
      data-selected={isSelected || undefined}
      data-below={isBelow || undefined}
    >
      <a
        href={`#${hit.conversationId}`}
        data-message-id={hit.messageId}
        aria-current={isSelected ? 'true' : undefined}
        onClick={(event) => {
          event.preventDefault();
          onOpen(hit, terms);
        }}
      >
        <span className="search-snippet" dir="auto">
          <MarkedTextView {...hit.snippet} />
        </span>
        <span className="search-place">
          {hit.isStarred && <Star size={11} aria-label="Starred" role="img" />}
          <span className="search-where">{hit.title}</span>
          <span className="search-who">
            {who}
            {sources[hit.source]}
          </span>
          <time title={fullTime(hit.createdAt)}>{shortTime(hit.createdAt, now)}</time>
        </span>
      </a>
    </li>
  );
});
