import { Search } from 'lucide-react';
import {
  useEffect,
  useId,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';

export interface SearchItem<T> {
  readonly key: string;
  /** The accessible name. */
  readonly name: string;
  readonly isSelected: boolean;
  readonly value: T;
}

export interface SearchListProps<T> {
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly searchLabel: string;
  readonly listLabel: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly groups: readonly { readonly name: string; readonly items: readonly SearchItem<T>[] }[];
  readonly renderItem: (item: SearchItem<T>) => ReactNode;
  readonly onChoose: (value: T) => void;
  /** Alt+Enter on an item. */
  readonly onAltKey?: (value: T) => void;
  /** Beside the search box. */
  readonly toolbar?: ReactNode;
  readonly empty: ReactNode;
}

const moves: Readonly<Record<string, (at: number, length: number) => number>> = {
  ArrowDown: (at, length) => (at + 1) % length,
  ArrowUp: (at, length) => (at - 1 + length) % length,
  PageDown: (at, length) => Math.min(at + 8, length - 1),
  PageUp: (at) => Math.max(at - 8, 0),
};

/** A search box over a list: the focus stays in the box, arrows move through the list, Enter chooses. */
export function SearchList<T>({
  searchRef,
  searchLabel,
  listLabel,
  groups,
  query,
  onQuery,
  renderItem,
  onChoose,
  onAltKey,
  toolbar,
  empty,
}: SearchListProps<T>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const items = groups.flatMap((group) => group.items);
  const selected = items.findIndex((item) => item.isSelected);
  const [moved, setMoved] = useState<{ readonly query: string; readonly at: number } | null>(null);
  // A new search starts at its best match; without one, at what is in use.
  const at =
    moved?.query === query ? Math.min(moved.at, items.length - 1) : query === '' ? Math.max(selected, 0) : 0;
  const active = items[at];

  useEffect(() => {
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' });
  }, [active?.key]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const move = moves[event.key];
    if (move !== undefined && items.length > 0) setMoved({ query, at: move(at, items.length) });
    else if (event.key === 'Enter' && active !== undefined) {
      if (event.altKey && onAltKey !== undefined) onAltKey(active.value);
      else onChoose(active.value);
    } else return;
    event.preventDefault();
  };

  return (
    <>
      <div className="flex items-center gap-2 border-b border-line px-4 py-2.5">
        <Search size={15} className="shrink-0 text-faint" aria-hidden />
        <input
          ref={searchRef}
          type="search"
          aria-label={searchLabel}
          placeholder={searchLabel}
          aria-controls={`${id}-list`}
          aria-activedescendant={active === undefined ? undefined : `${id}-${active.key}`}
          value={query}
          onChange={(event) => onQuery(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-7 min-w-0 flex-1 bg-transparent text-[14px] outline-none placeholder:text-faint"
        />
        {toolbar}
      </div>
      {items.length === 0 ? (
        <div className="grid flex-1 place-items-center">{empty}</div>
      ) : (
        <div
          ref={list}
          id={`${id}-list`}
          role="listbox"
          aria-label={listLabel}
          className="flex-1 overflow-y-auto p-2"
        >
          {groups.map((group) => (
            <div key={group.name} role="group" aria-label={group.name}>
              <div aria-hidden className="px-2 pt-2 pb-1 text-[11px] text-faint">
                {group.name}
              </div>
              {group.items.map((item) => (
                <div
                  key={item.key}
                  id={`${id}-${item.key}`}
                  role="option"
                  aria-label={item.name}
                  aria-selected={item.isSelected}
                  data-active={item === active ? '' : undefined}
                  onClick={() => onChoose(item.value)}
                  className="flex min-h-9 items-center gap-3 rounded-lg px-2 py-1.5 [contain-intrinsic-size:auto_44px] [content-visibility:auto] hover:bg-hover aria-selected:font-semibold data-active:bg-selected"
                >
                  {renderItem(item)}
                </div>
              ))}
            </div>
          ))}
        </div>
      )}
    </>
  );
}
