import type { ConversationId } from '#shared/domain/ids';
import { useMemo, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { useIsReview } from '../../bridge/review-context';
import { hasMod } from '../../lib/platform';
import { useSidebarStore } from './sidebar-context';
import { isRow, itemKey, type SidebarItem } from './sidebar-items';

const isStop = (item: SidebarItem): boolean => isRow(item) || item.type === 'folder';

/** How many rows Page Up and Page Down move by. */
const pageRows = 12;

interface ListKeys {
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
  /** The item that has the focus stays on the page wherever the list is scrolled to; -1: none has. */
  readonly focused: number;
}

const keyAt = (target: EventTarget): string | null =>
  target instanceof Element ? (target.closest('[data-key]')?.getAttribute('data-key') ?? null) : null;

/** Arrows move through rows and folders, with Shift they choose; F2, Delete, Space and Mod+A as in any list. */
export function useListKeys(
  items: readonly SidebarItem[],
  list: RefObject<VirtualizerHandle | null>,
  scroller: RefObject<HTMLElement | null>,
): ListKeys {
  const sidebar = useSidebarStore();
  const isReview = useIsReview();
  const [focusedKey, setFocusedKey] = useState<string | null>(null);
  const focused = useMemo(
    () => (focusedKey === null ? -1 : items.findIndex((item) => itemKey(item) === focusedKey)),
    [items, focusedKey],
  );

  const focusOn = focusIn(items, list, scroller);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const key = keyAt(event.target);
    const at = key === null ? -1 : items.findIndex((item) => itemKey(item) === key);
    const item = items[at];
    if (item === undefined || event.defaultPrevented) return;
    const target = targetOf(event.key, items, at);
    if (target !== null) {
      const to = items[target];
      if (event.shiftKey && !isReview && to !== undefined && isRow(to) && isRow(item))
        sidebar.extendTo(item.id, to.id);
      focusOn(target);
    } else if (isReview || !isRow(item) || !rowKey(event, item)) return;
    event.preventDefault();
  };

  /** True when the key was one of ours. */
  const rowKey = (
    event: KeyboardEvent,
    row: { readonly id: ConversationId; deletedAt: number | null },
  ): boolean => {
    if (event.key === 'F2' && row.deletedAt === null) sidebar.edit(row.id);
    else if (event.key === 'Delete') {
      const ids = sidebar.withSelection(row.id);
      focusOn(neighbourOf(items, new Set(ids), row.id));
      if (row.deletedAt === null) void sidebar.organise(ids, { type: 'trash' });
      else sidebar.openDialog({ type: 'delete', ids });
    } else if (event.key === ' ') sidebar.toggle(row.id);
    else if (event.key.toLowerCase() === 'a' && hasMod(event))
      sidebar.select(items.filter(isRow).map(({ id }) => id));
    else return false;
    return true;
  };

  return {
    onKeyDown,
    focused,
    onFocus: (event) => setFocusedKey(keyAt(event.target)),
    onBlur: () => setFocusedKey(null),
  };
}

/** Gives the focus to an item, wherever it is in the list. */
function focusIn(
  items: readonly SidebarItem[],
  list: RefObject<VirtualizerHandle | null>,
  scroller: RefObject<HTMLElement | null>,
): (index: number) => void {
  return (index) => {
    const item = items[index];
    if (item === undefined) return;
    const key = CSS.escape(itemKey(item));
    list.current?.scrollToIndex(index, { align: 'nearest' });
    const find = (): HTMLElement | null =>
      scroller.current?.querySelector<HTMLElement>(`[data-key="${key}"]`) ?? null;
    const there = find();
    // Far away, it is drawn only after the list has been scrolled.
    if (there !== null) there.focus({ preventScroll: true });
    else requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus({ preventScroll: true })));
  };
}

/** Where a key moves to; null for another key, and at the ends. */
function targetOf(key: string, items: readonly SidebarItem[], at: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return nextStop(items, at, 1, 1);
    case 'ArrowUp':
      return nextStop(items, at, -1, 1);
    case 'PageDown':
      return nextStop(items, at, 1, pageRows);
    case 'PageUp':
      return nextStop(items, at, -1, pageRows);
    case 'Home':
      return nextStop(items, -1, 1, 1);
    case 'End':
      return nextStop(items, items.length, -1, 1);
    default:
      return null;
  }
}

/** The `count`th stop from `at` on, or the last one before the end. */
function nextStop(items: readonly SidebarItem[], at: number, by: 1 | -1, count: number): number | null {
  let found: number | null = null;
  let left = count;
  for (let index = at + by; left > 0; index += by) {
    const item = items[index];
    if (item === undefined) break;
    if (!isStop(item)) continue;
    found = index;
    left -= 1;
  }
  return found;
}

/** The row that has the focus once these are gone: the next one that stays, else the one before. */
function neighbourOf(
  items: readonly SidebarItem[],
  leaving: ReadonlySet<ConversationId>,
  id: ConversationId,
): number {
  const at = items.findIndex((item) => isRow(item) && item.id === id);
  const stays = (item: SidebarItem): boolean => isStop(item) && !(isRow(item) && leaving.has(item.id));
  const after = items.findIndex((item, index) => index > at && stays(item));
  return after >= 0 ? after : items.findLastIndex((item, index) => index < at && stays(item));
}
