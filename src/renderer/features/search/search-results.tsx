import './search.css';
import type { ConversationId, MessageId } from '#shared/domain/ids';
import type { SearchHit } from '#shared/domain/search';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { Button } from '../../ui/button';
import type { MarkedTerm } from './mark-text';
import { ResultNote } from './result-note';
import { HitRow, TitleRow } from './search-rows';
import type { SearchState } from './searcher';
import { useSearch } from './use-search';

export interface SearchResultsProps {
  readonly query: string;
  readonly selectedConversationId: ConversationId | null;
  readonly selectedMessageId: MessageId | null;
  readonly onOpenConversation: (id: ConversationId) => void;
  readonly onOpenMessage: (hit: SearchHit, terms: readonly MarkedTerm[]) => void;
  /** The focus goes back to the box. */
  readonly onLeave: () => void;
}

/** A row of three lines is higher; of two or one there are seldom many. */
const leastRowHeight = 70;
/** Who types on within this long, in ms, has not looked below the edge. */
const restMs = 200;

/** False while one letter follows another: then only what is in sight is made. */
function useIsAtRest(state: SearchState): boolean {
  const [rested, setRested] = useState(state);
  useEffect(() => {
    const timer = setTimeout(() => setRested(state), restMs);
    return () => clearTimeout(timer);
  }, [state]);
  return rested === state;
}

const plural = (count: number, one: string, isMore: boolean): string =>
  `${count}${isMore ? '+' : ''} ${one}${count === 1 && !isMore ? '' : 's'}`;

/** How much was found; nothing while there may be more to come. */
function summaryOf({ asked, titles, hits, next, problems, progress, error }: SearchState): string {
  if (asked === null || problems.length > 0 || error !== null) return '';
  const counts = [
    ...(titles.length > 0 ? [plural(titles.length, 'title', false)] : []),
    ...(hits.length > 0 ? [plural(hits.length, 'message', next !== null)] : []),
  ];
  if (counts.length > 0) return counts.join(', ');
  return next === null && progress === 1 ? 'No results' : '';
}

/** Arrows move among the results, and from the first one back into the box. */
function moveFocus(event: KeyboardEvent<HTMLElement>, onLeave: () => void): void {
  if (event.key === 'Escape') {
    event.stopPropagation();
    onLeave();
    return;
  }
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
  const step = steps[event.key];
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a[href]')];
  const at = links.findIndex((link) => link === document.activeElement);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  if (at + step < 0) onLeave();
  else links[at + step]?.focus();
}

/** Everything that is found for what stands in the search box: titles first, then messages of every branch. */
export function SearchResults(props: SearchResultsProps) {
  const { query, selectedConversationId, selectedMessageId, onOpenConversation, onOpenMessage, onLeave } =
    props;
  const [includesThinking, setThinking] = useState(false);
  const { state, isFresh, readMore } = useSearch(query.trim(), includesThinking);
  const [now] = useState(() => Date.now());
  const { titles, hits, terms, next, isSearching } = state;
  const inSight = Math.max(4, Math.ceil(window.innerHeight / leastRowHeight) - titles.length);
  const isAtRest = useIsAtRest(state);
  const drawn = isAtRest ? hits : hits.slice(0, inSight);
  return (
    <div
      className="search-results"
      data-search-results
      aria-busy={isSearching || !isFresh}
      onKeyDown={(event) => moveFocus(event, onLeave)}
    >
      <div className="search-bar">
        <p role="status">{summaryOf(state)}</p>
        <label title="Also search what models thought before they answered">
          <input
            type="checkbox"
            checked={includesThinking}
            onChange={({ target }) => setThinking(target.checked)}
          />
          Thinking
        </label>
      </div>
      <ResultNote state={state} />
      {titles.length > 0 && (
        <>
          <h2 className="search-group">Conversations</h2>
          <ul role="list">
            {titles.map((hit) => (
              <TitleRow
                key={hit.conversationId}
                hit={hit}
                now={now}
                isSelected={hit.conversationId === selectedConversationId}
                onOpen={onOpenConversation}
              />
            ))}
          </ul>
        </>
      )}
      {hits.length > 0 && (
        <>
          <h2 className="search-group">Messages</h2>
          <ul role="list">
            {drawn.map((hit, index) => (
              <HitRow
                // By their place: a row of the last answer takes the text of this one, and nothing is made anew.
                key={index}
                hit={hit}
                now={now}
                isBelow={index >= inSight}
                isSelected={hit.messageId === selectedMessageId}
                terms={terms}
                onOpen={onOpenMessage}
              />
            ))}
          </ul>
        </>
      )}
      {next !== null && isAtRest && (
        <Button look="quiet" disabled={isSearching} onClick={readMore}>
          {isSearching ? 'Searching…' : 'Show older'}
        </Button>
      )}
    </div>
  );
}
