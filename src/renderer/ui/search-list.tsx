import { Search } from 'lucide-react';
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { movedTo } from './list-keys';
import { OptionRows, VirtualOptionRows, type OptionRowsProps } from './option-rows';

export interface SearchListProps<T> extends Pick<
  OptionRowsProps<T>,
  'groups' | 'onChoose' | 'renderName' | 'renderAside'
> {
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly searchLabel: string;
  readonly listLabel: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Alt+Enter on an item. */
  readonly onAltKey?: (value: T) => void;
  /** Beside the search box. */
  readonly toolbar?: ReactNode;
  /** Between the search box and the list. */
  readonly filters?: ReactNode;
  readonly empty: ReactNode;
}

/** From here on only what is in view is drawn: a list of thousands opens as fast as a short one. */
const longList = 200;

/** A search box over a list: the focus stays in the box, arrows move through the list, Enter chooses. */
export function SearchList<T>({
  searchRef,
  searchLabel,
  listLabel,
  groups,
  query,
  onQuery,
  onChoose,
  renderName,
  renderAside,
  onAltKey,
  toolbar,
  filters,
  empty,
}: SearchListProps<T>) {
  const id = useId();
  const items = groups.flatMap((group) => group.items);
  const selected = items.findIndex((item) => item.isSelected);
  const [moved, setMoved] = useState<{ readonly query: string; readonly at: number } | null>(null);
  // A new search starts at its best match; without one, at what is in use.
  const first = query === '' ? Math.max(selected, 0) : 0;
  const at = moved?.query === query ? Math.min(moved.at, items.length - 1) : first;
  const active = items[at];

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const next = movedTo(event, at, items.length, query === '');
    if (next !== null) setMoved({ query, at: next });
    else if (event.key === 'Enter' && active !== undefined) {
      if (event.altKey && onAltKey !== undefined) onAltKey(active.value);
      else onChoose(active.value);
    } else return;
    event.preventDefault();
  };
  const Rows = items.length > longList ? VirtualOptionRows : OptionRows;
  const activeId = active === undefined ? undefined : `${id}-${active.key}`;
  // Once, and by the page itself: a list that keeps an entry in view takes the wheel out of a person's hand.
  useEffect(() => {
    const option = activeId === undefined ? null : document.getElementById(activeId);
    option?.closest('[data-row]')?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);

  return (
    <>
      <div className="flex items-center gap-2 border-b border-line px-4 py-2.5">
        <Search size={15} className="shrink-0 text-faint" aria-hidden />
        <input
          ref={searchRef}
          type="search"
          aria-label={searchLabel}
          placeholder={searchLabel}
          aria-controls={items.length === 0 ? undefined : `${id}-list`}
          aria-activedescendant={activeId}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => onQuery(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-7 min-w-0 flex-1 bg-transparent text-[14px] outline-none placeholder:text-faint"
        />
        {toolbar}
      </div>
      {filters}
      <p role="status" className="sr-only">
        {query === '' ? '' : `${items.length} found`}
      </p>
      {items.length === 0 ? (
        <div className="grid flex-1 place-items-center">{empty}</div>
      ) : (
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={listLabel}
          tabIndex={0}
          aria-activedescendant={activeId}
          onKeyDown={onKeyDown}
          className="min-h-0 flex-1 overflow-y-auto p-2 -outline-offset-2"
        >
          <Rows
            id={id}
            groups={groups}
            active={active}
            onChoose={onChoose}
            renderName={renderName}
            renderAside={renderAside}
          />
        </div>
      )}
    </>
  );
}
