import type { ConversationId } from '#shared/domain/ids';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { rowsInSight } from './conversations-store';
import { createOrganiseActions, type OrganiseActions, type SidebarParts } from './organise-actions';
import { extended, noSelection, pruned, toggled, type Selection } from './selection';
import type { DropPlace, Place } from './sidebar-items';

/** What a menu opens beside: an element, or the point of a right click. */
export type MenuAnchor = Element | { readonly getBoundingClientRect: () => DOMRect };

export type SidebarDialog =
  | { readonly type: 'move' | 'tags'; readonly ids: readonly ConversationId[] }
  /** Null: everything in the trash. */
  | { readonly type: 'erase'; readonly id: ConversationId }
  | { readonly type: 'delete'; readonly ids: readonly ConversationId[] | null };

export interface SidebarState {
  readonly place: Place;
  readonly selection: Selection;
  /** The row or folder that is being renamed, by its key. */
  readonly editedKey: string | null;
  /** The menu of a row or folder, by its key. */
  readonly menu: { readonly key: string; readonly anchor: MenuAnchor } | null;
  readonly dialog: SidebarDialog | null;
  readonly isDragging: boolean;
  readonly dropOn: DropPlace | null;
}

export interface SidebarStore extends OrganiseActions {
  readonly store: StoreApi<SidebarState>;
  readonly goTo: (place: Place) => void;
  readonly toggle: (id: ConversationId) => void;
  /** From where the last choice began, else from `from`. */
  readonly extendTo: (from: ConversationId, id: ConversationId) => void;
  readonly select: (ids: readonly ConversationId[]) => void;
  /** All of a choice that this one belongs to; else this one alone. */
  readonly withSelection: (id: ConversationId) => readonly ConversationId[];
  readonly edit: (key: string | null) => void;
  readonly openMenu: (key: string, anchor: MenuAnchor) => void;
  readonly closeMenu: () => void;
  readonly openDialog: (dialog: SidebarDialog | null) => void;
  readonly copyLink: (id: ConversationId) => void;
  readonly exportThese: (ids: readonly ConversationId[]) => void;
  readonly drag: (isDragging: boolean) => void;
  readonly dropOn: (place: DropPlace | null) => void;
}

const atFirst: SidebarState = {
  place: { type: 'home' },
  selection: noSelection,
  editedKey: null,
  menu: null,
  dialog: null,
  isDragging: false,
  dropOn: null,
};

/** What is chosen, open and under way in one sidebar. */
export function createSidebarStore(parts: SidebarParts): SidebarStore {
  const { conversations } = parts;
  const store = createStore<SidebarState>(() => atFirst);
  const order = (): readonly ConversationId[] =>
    rowsInSight(conversations.store.getState()).map(({ id }) => id);
  const choose = (change: (selection: Selection) => Selection): void =>
    store.setState(({ selection }) => ({ selection: change(selection) }));
  // What left the list, here or in another window, is not chosen any more.
  conversations.store.subscribe(({ lists }, before) => {
    if (lists !== before.lists && store.getState().selection.ids.size > 0)
      choose((now) => pruned(now, order()));
  });
  const clear = (): void => choose(() => noSelection);
  let dragFrame = 0;

  return {
    store,
    goTo: (place) => store.setState({ place, selection: noSelection, editedKey: null }),
    toggle: (id) => choose((selection) => toggled(selection, id)),
    extendTo: (from, id) => choose((selection) => extended(selection, order(), from, id)),
    // None is always the same: it is said with every letter of a search.
    select: (ids) =>
      choose(() => (ids.length === 0 ? noSelection : { ids: new Set(ids), anchor: ids[0] ?? null })),
    withSelection: (id) => {
      const { ids } = store.getState().selection;
      return ids.has(id) ? order().filter((each) => ids.has(each)) : [id];
    },
    edit: (editedKey) => store.setState({ editedKey }),
    openMenu: (key, anchor) => store.setState({ menu: { key, anchor } }),
    closeMenu: () => store.setState({ menu: null }),
    openDialog: (dialog) => store.setState({ dialog }),
    copyLink: parts.onCopyLink,
    exportThese: parts.onExport,
    drag: (isDragging) => {
      cancelAnimationFrame(dragFrame);
      const set = (): void => store.setState({ isDragging, dropOn: null });
      // A page that changes while a drag begins ends it.
      if (isDragging) dragFrame = requestAnimationFrame(set);
      else set();
    },
    dropOn: (dropOn) => {
      if (dropOn !== store.getState().dropOn) store.setState({ dropOn });
    },
    ...createOrganiseActions(parts, clear),
  };
}
