import { useRef, type KeyboardEvent } from 'react';
import { Virtualizer } from 'virtua';

export interface OutlineItem {
  readonly key: string;
  readonly text: string;
  readonly facts: string;
  /** Steps to the right. */
  readonly indent: number;
  readonly isCurrent: boolean;
  readonly onChoose: () => void;
}

/** More steps would leave no room for words. */
const mostIndent = 6;
/** From here on, only what is in sight is on the page. */
const manyItems = 60;

/** A list of buttons that arrow keys go through. */
export function OutlineList({ items }: { readonly items: readonly OutlineItem[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const isLong = items.length > manyItems;
  return (
    <div ref={scroller} className="outline-list" data-long={isLong || undefined} onKeyDown={moveFocus}>
      {isLong ? (
        <Virtualizer scrollRef={scroller} data={[...items]}>
          {(item) => <Row key={item.key} item={item} />}
        </Virtualizer>
      ) : (
        items.map((item) => <Row key={item.key} item={item} />)
      )}
    </div>
  );
}

function Row({ item }: { readonly item: OutlineItem }) {
  const { text, facts, indent, isCurrent, onChoose } = item;
  return (
    <button
      type="button"
      className="outline-row"
      style={{ paddingInlineStart: 10 + Math.min(indent, mostIndent) * 12 }}
      aria-current={isCurrent || undefined}
      title={text}
      onClick={onChoose}
    >
      <span dir="auto">{text === '' ? 'No words' : text}</span>
      {facts !== '' && <small>{facts}</small>}
    </button>
  );
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}
