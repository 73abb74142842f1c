import type { ConversationRow } from '#shared/domain/conversation';
import type { ConversationId } from '#shared/domain/ids';
import type { ListScope, OrganiseChange, RowCursor } from '#shared/domain/organisation';

/** As much of one list as has been read: from its top, without gaps. */
export interface RowList {
  readonly scope: ListScope;
  readonly rows: readonly ConversationRow[];
  /** Where to read on; null when all of it is here. */
  readonly next: RowCursor | null;
  /** False until the first page has come. */
  readonly isLoaded: boolean;
}

export const emptyList = (scope: ListScope): RowList => ({ scope, rows: [], next: null, isLoaded: false });

/** The name of a list: two scopes that ask for the same have the same. */
export function keyOf(scope: ListScope): string {
  switch (scope.type) {
    case 'folder':
      return `folder ${scope.folderId}`;
    case 'tag':
      return `tag ${scope.tag}`;
    default:
      return scope.type;
  }
}

/** Whether a row stands in a list, as main decides it. */
export function isInScope(scope: ListScope, row: ConversationRow): boolean {
  if (row.isTemporary !== (scope.type === 'temporary')) return false;
  if (scope.type === 'trash') return row.deletedAt !== null;
  if (row.deletedAt !== null) return false;
  if (scope.type === 'archived') return row.isArchived;
  if (row.isArchived) return false;
  switch (scope.type) {
    case 'all':
    case 'temporary':
      return true;
    case 'pinned':
      return row.isPinned;
    case 'recent':
      return !row.isPinned && row.folderId === null;
    case 'folder':
      return !row.isPinned && row.folderId === scope.folderId;
    case 'tag':
      return row.tags.includes(scope.tag);
  }
}

/** Where a row stands, as main orders rows. */
function placeIn(scope: ListScope, { deletedAt, isPinned, position }: ConversationRow): RowCursor {
  const isWhole = scope.type === 'all' || scope.type === 'temporary';
  return { rank: scope.type === 'trash' ? (deletedAt ?? 0) : Number(isWhole && isPinned), position };
}

/** Above zero when `a` stands below `b`. */
const comparePlaces = (a: RowCursor, b: RowCursor): number => b.rank - a.rank || b.position - a.position;

const compare = (scope: ListScope, a: ConversationRow, b: ConversationRow): number =>
  comparePlaces(placeIn(scope, a), placeIn(scope, b));

/** The first page, read again, over what is there: what lies below it stays while the two meet. */
export function mergeHead(
  list: RowList,
  page: { readonly rows: readonly ConversationRow[]; readonly next: RowCursor | null },
): RowList {
  const { scope } = list;
  const last = page.rows.at(-1);
  const ids = new Set(page.rows.map(({ id }) => id));
  const isJoined = page.next !== null && last !== undefined && list.rows.some(({ id }) => ids.has(id));
  const below = isJoined ? list.rows.filter((row) => !ids.has(row.id) && compare(scope, row, last) > 0) : [];
  const next = below.length > 0 ? list.next : page.next;
  return { scope, rows: [...page.rows, ...below], next, isLoaded: true };
}

/** A further page at the end. A row that is in it stands there and nowhere else. */
export function appendPage(
  list: RowList,
  page: { readonly rows: readonly ConversationRow[]; readonly next: RowCursor | null },
): RowList {
  const ids = new Set(page.rows.map(({ id }) => id));
  const above = list.rows.some(({ id }) => ids.has(id))
    ? list.rows.filter(({ id }) => !ids.has(id))
    : list.rows;
  return { ...list, rows: [...above, ...page.rows], next: page.next };
}

/** Rows that changed, or went: out of where they stood and in where they stand now, as far as that was read. */
export function applyRows(
  list: RowList,
  changed: ReadonlySet<ConversationId>,
  rows: readonly ConversationRow[],
): RowList {
  const { scope } = list;
  const kept = list.rows.filter(({ id }) => !changed.has(id));
  // Down to there, and not to the last row that is left: one that stood below it may come back.
  const { next } = list;
  const isRead = (row: ConversationRow): boolean =>
    next === null || comparePlaces(placeIn(scope, row), next) <= 0;
  const entering = rows.filter((row) => isInScope(scope, row) && isRead(row));
  if (entering.length === 0 && kept.length === list.rows.length) return list;
  for (const row of entering) kept.splice(placeOf(scope, kept, row), 0, row);
  return { ...list, rows: kept };
}

function placeOf(scope: ListScope, rows: readonly ConversationRow[], row: ConversationRow): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = rows[middle];
    if (there !== undefined && compare(scope, there, row) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A row as it will be once main has made a change. */
export function patchRow(row: ConversationRow, change: OrganiseChange, now: number): ConversationRow {
  switch (change.type) {
    case 'pin':
      return { ...row, isPinned: change.isPinned };
    case 'archive':
      return { ...row, isArchived: change.isArchived };
    case 'unread':
      return { ...row, isUnread: change.isUnread };
    case 'move':
      return { ...row, folderId: change.folderId };
    case 'tag': {
      const others = row.tags.filter((tag) => tag !== change.tag);
      return { ...row, tags: change.isTagged ? [...others, change.tag] : others };
    }
    case 'trash':
      return { ...row, deletedAt: now };
    case 'restore':
    case 'delete':
      return { ...row, deletedAt: null };
  }
}
