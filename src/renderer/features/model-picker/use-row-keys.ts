import type { KeyboardEvent } from 'react';
import { movedTo } from '../../ui/list-keys';
import { extendTo, noSelection, selectAll, toggleRow, type RowSelection } from './row-selection';

interface RowKeys {
  /** In the order in which they stand. */
  readonly rows: readonly string[];
  readonly selection: RowSelection;
  readonly onSelect: (selection: RowSelection) => void;
  readonly onOpen: (key: string) => void;
  readonly onFavourite: (key: string) => void;
}

/** Arrows move, with Shift they mark; Space marks one, Control+A all, Enter opens, Alt+Enter is the star. */
export function useRowKeys({ rows, selection, onSelect, onOpen, onFavourite }: RowKeys) {
  return (event: KeyboardEvent): void => {
    const { key, shiftKey, altKey } = event;
    const isControl = event.ctrlKey || event.metaKey;
    const active = selection.active !== null && rows.includes(selection.active) ? selection.active : rows[0];
    if (active === undefined) return;
    const at = selection.active === null ? -1 : rows.indexOf(active);
    const to = movedTo(event, at, rows.length, true);
    const next = to === null ? undefined : rows[to];
    if (next !== undefined && shiftKey) onSelect(extendTo(rows, { ...selection, active }, next));
    else if (next !== undefined) onSelect({ ...selection, active: next, anchor: next });
    else if (key === ' ') onSelect(toggleRow(selection, active));
    else if (isControl && key.toLowerCase() === 'a') onSelect(selectAll(rows, { ...selection, active }));
    else if (key === 'Enter' && altKey) onFavourite(active);
    else if (key === 'Enter') onOpen(active);
    else if (key === 'Escape' && selection.keys.size > 0) onSelect({ ...noSelection, active });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
