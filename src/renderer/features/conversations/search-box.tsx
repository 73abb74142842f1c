import { useRef, type KeyboardEvent } from 'react';
import { useTitleWithKey } from '../../ui/shortcut-labels';

interface SearchBoxProps {
  readonly query: string;
  readonly onQuery: (text: string) => void;
}

/** Arrow down goes on to what is below it, Enter opens the first result, Escape empties it. */
export function SearchBox({ query, onQuery }: SearchBoxProps) {
  const title = useTitleWithKey('Search', 'focus-search');
  const box = useRef<HTMLInputElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const first = box.current?.closest('nav')?.querySelector<HTMLElement>('li :is(a[href], [data-key])');
    if (event.key === 'Escape' && query !== '') {
      event.stopPropagation();
      onQuery('');
    } else if (event.key === 'ArrowDown') first?.focus();
    else if (event.key === 'Enter' && query.trim() !== '') first?.click();
    else return;
    event.preventDefault();
  };
  return (
    <input
      ref={box}
      type="search"
      aria-label="Search"
      placeholder="Search"
      title={title}
      className="sidebar-search"
      value={query}
      onChange={(event) => onQuery(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}
