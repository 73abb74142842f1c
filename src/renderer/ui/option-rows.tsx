import { Check } from 'lucide-react';
import type { ReactNode } from 'react';

export interface SearchItem<T> {
  readonly key: string;
  /** The accessible name. */
  readonly name: string;
  /** It is what is in use now. */
  readonly isSelected: boolean;
  readonly value: T;
}

export interface SearchGroup<T> {
  readonly name: string;
  readonly items: readonly SearchItem<T>[];
}

/** The first `count` options of a list, group by group. */
export function OptionRows<T>({
  id,
  groups,
  count,
  active,
  onChoose,
  renderItem,
}: {
  readonly id: string;
  readonly groups: readonly SearchGroup<T>[];
  readonly count: number;
  readonly active: SearchItem<T> | undefined;
  readonly onChoose: (value: T) => void;
  readonly renderItem: (item: SearchItem<T>) => ReactNode;
}) {
  const drawn = firstOf(groups, count);
  return drawn.map((group) => (
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
          className="group flex min-h-9 items-center gap-3 rounded-lg px-2 py-1.5 hover:bg-hover data-active:bg-selected"
        >
          {renderItem(item)}
          <span className="grid w-4 shrink-0 place-items-center text-accent">
            {item.isSelected && <Check size={15} aria-hidden />}
          </span>
        </div>
      ))}
    </div>
  ));
}

function firstOf<T>(groups: readonly SearchGroup<T>[], count: number): readonly SearchGroup<T>[] {
  const first: SearchGroup<T>[] = [];
  let left = count;
  for (const { name, items } of groups) {
    if (left <= 0) break;
    first.push({ name, items: items.slice(0, left) });
    left -= items.length;
  }
  return first;
}
