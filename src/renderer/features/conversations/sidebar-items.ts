import type { ConversationRow } from '#shared/domain/conversation';
import type { Folder, ListScope } from '#shared/domain/organisation';
import { dateSpan } from '../../lib/dates';
import { keyOf, type RowList } from './row-list';

/** What the list of the sidebar shows at one moment. */
export type Place =
  | { readonly type: 'home' }
  | { readonly type: 'archived' }
  | { readonly type: 'trash' }
  | { readonly type: 'tag'; readonly tag: string };

/** Where dragged conversations can be dropped: `pinned`, `recent`, or a folder's id. */
export type DropPlace = 'pinned' | 'recent' | Folder['id'];

export interface HeadingItem {
  readonly type: 'heading';
  readonly key: string;
  readonly name: string;
  readonly drop: DropPlace | null;
}

export interface FolderItem {
  readonly type: 'folder';
  readonly key: string;
  readonly folder: Folder;
  readonly isOpen: boolean;
}

export interface HintItem {
  readonly type: 'hint';
  readonly key: string;
  readonly text: string;
  readonly drop: DropPlace;
}

/** Stands at the end of a folder of which more is to be read. */
export interface MoreItem {
  readonly type: 'more';
  readonly key: string;
  readonly scope: ListScope;
}

/** A row stands for itself: a list of a hundred thousand is not copied for each page that comes. */
export type SidebarItem = ConversationRow | HeadingItem | FolderItem | HintItem | MoreItem;

export const isRow = (item: SidebarItem): item is ConversationRow => !('type' in item);

/** What has the focus and what the keys move among. */
export const itemKey = (item: SidebarItem): string => (isRow(item) ? item.id : item.key);

export const folderKey = (id: Folder['id']): string => `folder ${id}`;

/** The lists of a place, from top to bottom. */
export function scopesOf(
  place: Place,
  folders: readonly Folder[],
  openFolders: readonly Folder['id'][],
): readonly ListScope[] {
  if (place.type !== 'home') return [place];
  const open = folders.filter(({ id }) => openFolders.includes(id));
  return [
    { type: 'temporary' },
    { type: 'pinned' },
    ...open.map(({ id }): ListScope => ({ type: 'folder', folderId: id })),
    { type: 'recent' },
  ];
}

export interface ItemParts {
  readonly place: Place;
  readonly lists: ReadonlyMap<string, RowList>;
  readonly folders: readonly Folder[];
  readonly openFolders: readonly Folder['id'][];
  /** Where a conversation can be dropped to be in no folder is there, also when no other is. */
  readonly isDragging: boolean;
  readonly now: number;
}

const listOf = ({ lists }: ItemParts, scope: ListScope): RowList | undefined => lists.get(keyOf(scope));
const rowsOf = (parts: ItemParts, scope: ListScope): readonly ConversationRow[] =>
  listOf(parts, scope)?.rows ?? [];

/** The lines of the sidebar: temporary and pinned conversations, folders, and the rest under the names of their dates. */
export function sidebarItems(parts: ItemParts): readonly SidebarItem[] {
  const { place, now } = parts;
  if (place.type === 'archived' || place.type === 'trash') return rowsOf(parts, place);
  if (place.type !== 'home') return datedRows(rowsOf(parts, place), now, null);
  const items: SidebarItem[] = [];
  const temporary = rowsOf(parts, { type: 'temporary' });
  if (temporary.length > 0) {
    items.push({ type: 'heading', key: 'temporary', name: 'Temporary', drop: null }, ...temporary);
  }
  const pinned = rowsOf(parts, { type: 'pinned' });
  if (pinned.length > 0) {
    items.push({ type: 'heading', key: 'pinned', name: 'Pinned', drop: 'pinned' }, ...pinned);
  }
  if (parts.folders.length > 0) {
    items.push({ type: 'heading', key: 'folders', name: 'Folders', drop: null });
    for (const folder of parts.folders) items.push(...folderItems(parts, folder));
  }
  const recent = datedRows(rowsOf(parts, { type: 'recent' }), now, 'recent');
  if (recent.length === 0 && parts.isDragging)
    items.push({ type: 'heading', key: 'recent', name: 'Recent', drop: 'recent' });
  return items.concat(recent);
}

function folderItems(parts: ItemParts, folder: Folder): readonly SidebarItem[] {
  const isOpen = parts.openFolders.includes(folder.id);
  const heading: FolderItem = { type: 'folder', key: folderKey(folder.id), folder, isOpen };
  if (!isOpen) return [heading];
  const scope = { type: 'folder', folderId: folder.id } as const;
  const list = listOf(parts, scope);
  if (list?.isLoaded === true && list.rows.length === 0) {
    const key = `empty ${folder.id}`;
    return [heading, { type: 'hint', key, text: 'Empty. Drag conversations here.', drop: folder.id }];
  }
  if (list === undefined || list.next === null) return [heading, ...(list?.rows ?? [])];
  return [heading, ...list.rows, { type: 'more', key: `more ${folder.id}`, scope }];
}

/** Rows, newest first, under the names of their dates. */
function datedRows(
  rows: readonly ConversationRow[],
  now: number,
  drop: DropPlace | null,
): readonly SidebarItem[] {
  const items: SidebarItem[] = [];
  const named = new Map<string, number>();
  let span = { name: '', from: 1, to: 0 };
  for (const row of rows) {
    if (row.updatedAt < span.from || row.updatedAt >= span.to) {
      const next = dateSpan(row.updatedAt, now);
      if (next.name !== span.name) {
        // The order is of turns: after a clock was set back, the same date comes twice.
        const times = (named.get(next.name) ?? 0) + 1;
        named.set(next.name, times);
        items.push({ type: 'heading', key: `date ${next.name} ${times}`, name: next.name, drop });
      }
      span = next;
    }
    items.push(row);
  }
  return items;
}

/** The part of the sidebar that a row stands in at home; null: nothing is dropped there, and it is not dragged. */
export const dropPlaceOf = ({ isTemporary, isPinned, folderId }: ConversationRow): DropPlace | null =>
  isTemporary ? null : isPinned ? 'pinned' : (folderId ?? 'recent');
