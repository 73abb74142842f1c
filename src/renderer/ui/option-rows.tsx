import { Check } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { Virtualizer } from 'virtua';

export interface SearchItem<T> {
  readonly key: string;
  /** The accessible name. */
  readonly name: string;
  /** What is known of it: a second line, read after the name. */
  readonly description: string;
  /** The row shows it elsewhere: the description is only read. */
  readonly isOneLine?: boolean;
  /** More about the description, for who rests the pointer on it. */
  readonly hint?: string | null;
  /** It is what is in use now. */
  readonly isSelected: boolean;
  readonly value: T;
}

export interface SearchGroup<T> {
  readonly name: string;
  readonly items: readonly SearchItem<T>[];
}

export interface OptionRowsProps<T> {
  /** Begins the id of each option, which ends in its key. */
  readonly id: string;
  readonly groups: readonly SearchGroup<T>[];
  readonly active: SearchItem<T> | undefined;
  readonly onChoose: (value: T) => void;
  /** Draws the name, or as much of it as the group does not say. */
  readonly renderName: (value: T) => ReactNode;
  /** What else can be done with it by pointer. */
  readonly renderAside: (value: T) => ReactNode;
}

/** The options of a list, group by group. */
export function OptionRows<T>({ groups, active, ...option }: OptionRowsProps<T>) {
  return (
    <div>
      {groups.map((group) => (
        <div key={group.name} role="group" aria-label={group.name}>
          <Heading name={group.name} />
          {group.items.map((item) => (
            <Option key={item.key} item={item} isActive={item === active} {...option} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** What most rows measure, in pixels: a place in the list is found before the rows on the way are drawn. */
const rowSize = 48;

/** The same for a long list: only what is in view is drawn, and each option says which of how many it is. */
export function VirtualOptionRows<T>({ groups, active, ...option }: OptionRowsProps<T>) {
  const rows = useMemo(() => rowsOf(groups), [groups]);
  const activeRow = rows.findIndex(({ item }) => item !== null && item === active);
  const count = rows.length - groups.length;
  return (
    <Virtualizer data={rows} keepMounted={[Math.max(0, activeRow)]} itemSize={rowSize} startMargin={8}>
      {({ name, item, position }) =>
        item === null ? (
          <Heading key={`group ${name}`} name={name} />
        ) : (
          <Option
            key={item.key}
            item={item}
            isActive={item === active}
            of={{ position, count }}
            {...option}
          />
        )
      }
    </Virtualizer>
  );
}

/** Headings and options in one row after another; an option's position counts options only, from 1. */
const rowsOf = <T,>(groups: readonly SearchGroup<T>[]) =>
  groups.flatMap(({ name, items }, index) => {
    const before = groups.slice(0, index).reduce((sum, group) => sum + group.items.length, 0);
    return [
      { name, item: null, position: 0 },
      ...items.map((item, at) => ({ name, item, position: before + at + 1 })),
    ];
  });

function Heading({ name }: { readonly name: string }) {
  return (
    <div aria-hidden className="px-2 pt-2 pb-1 text-[11px] text-faint">
      {name}
    </div>
  );
}

type OptionProps<T> = Pick<OptionRowsProps<T>, 'id' | 'onChoose' | 'renderName' | 'renderAside'> & {
  readonly item: SearchItem<T>;
  readonly isActive: boolean;
  readonly of?: { readonly position: number; readonly count: number };
};

/** Only the name is the option itself, stretched over its row: what else the row says is its description. */
function Option<T>({ id, item, isActive, onChoose, of, renderName, renderAside }: OptionProps<T>) {
  return (
    <div
      data-row
      title={item.hint ?? undefined}
      onClick={() => onChoose(item.value)}
      className="group relative flex min-h-9 items-center gap-3 rounded-lg px-2 py-1.5 hover:bg-hover has-data-active:bg-selected"
    >
      <div className="min-w-0 flex-1">
        <div
          id={`${id}-${item.key}`}
          role="option"
          aria-label={item.name}
          aria-description={item.description || undefined}
          aria-selected={item.isSelected}
          aria-posinset={of?.position}
          aria-setsize={of?.count}
          data-active={isActive ? '' : undefined}
          className="truncate font-medium after:absolute after:inset-0 after:rounded-lg"
        >
          {renderName(item.value)}
        </div>
        {item.isOneLine !== true && (
          <div aria-hidden className="truncate text-[12px] text-muted">
            {item.description}
          </div>
        )}
      </div>
      <div className="relative">{renderAside(item.value)}</div>
      <span className="grid w-4 shrink-0 place-items-center text-accent">
        {item.isSelected && <Check size={15} aria-hidden />}
      </span>
    </div>
  );
}
