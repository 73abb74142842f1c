import type { AppEvent } from '#shared/contracts/events';
import type { InputOf } from '#shared/contracts/index';
import type { ConversationRow } from '#shared/domain/conversation';
import type { ConversationId, FolderId } from '#shared/domain/ids';
import type { OrganiseChange, OrganiseStep } from '#shared/domain/organisation';
import { isInScope, patchRow } from '../../../src/renderer/features/conversations/row-list';

type Mark = Pick<
  ConversationRow,
  'isPinned' | 'isArchived' | 'isUnread' | 'isOnHold' | 'folderId' | 'tags' | 'deletedAt'
>;

const unmarked: Mark = {
  isPinned: false,
  isArchived: false,
  isUnread: false,
  isOnHold: false,
  folderId: null,
  tags: [],
  deletedAt: null,
};

type Bare = Pick<ConversationRow, 'id' | 'title' | 'updatedAt' | 'isStreaming'>;

/** Folders, tags, pins, archive and trash of an engine in the page; main's rules, without its database. */
export class FakeOrganisation {
  readonly folders: { id: FolderId; name: string }[] = [];
  readonly #marks = new Map<ConversationId, Mark>();
  readonly #gone = new Set<ConversationId>();
  #removed: { readonly id: FolderId; readonly name: string; readonly held: readonly ConversationId[] }[] = [];
  /** Rows that are there in great number, newest first, beside the conversations of the engine. */
  many: readonly ConversationRow[] = [];
  readonly #bare: () => readonly Bare[];
  readonly #emit: (event: AppEvent) => void;

  constructor(bare: () => readonly Bare[], emit: (event: AppEvent) => void) {
    this.#bare = bare;
    this.#emit = emit;
  }

  rows(): readonly ConversationRow[] {
    const own = this.#bare()
      .filter(({ id }) => !this.#gone.has(id))
      .toSorted((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1))
      .map((row, index, all) => ({
        ...row,
        isTemporary: false,
        ...(this.#marks.get(row.id) ?? unmarked),
        position: this.many.length + all.length - index,
      }));
    return this.many.length === 0 ? own : [...own, ...this.many];
  }

  mark(id: ConversationId, mark: Partial<Mark>): void {
    this.#marks.set(id, { ...(this.#marks.get(id) ?? unmarked), ...mark });
    this.changed([id]);
  }

  changed(conversationIds: readonly ConversationId[]): void {
    this.#emit({ type: 'organisation.changed', conversationIds });
  }

  /** Undefined: the route is not one of these. */
  answer(route: string, input: unknown): unknown {
    switch (route) {
      case 'conversation.list':
        return this.#list(input as InputOf<'conversation.list'>);
      case 'conversation.rows': {
        const { conversationIds } = input as { conversationIds: readonly ConversationId[] };
        return this.rows().filter(({ id }) => conversationIds.includes(id));
      }
      case 'conversation.organise':
        return this.#organise(input as OrganiseStep);
      case 'conversation.seen': {
        const { conversationId } = input as { conversationId: ConversationId };
        if (this.#marks.get(conversationId)?.isUnread === true)
          this.mark(conversationId, { isUnread: false });
        return null;
      }
      case 'tag.list': {
        const counts = new Map<string, number>();
        for (const { tags, deletedAt } of this.rows())
          for (const tag of deletedAt === null ? tags : []) counts.set(tag, (counts.get(tag) ?? 0) + 1);
        return [...counts].map(([tag, count]) => ({ tag, count }));
      }
      case 'trash.measure': {
        const ids = (input as { conversationIds: readonly ConversationId[] | null }).conversationIds;
        const count = this.rows().filter(
          (row) => row.deletedAt !== null && (ids?.includes(row.id) ?? true),
        ).length;
        return { conversations: count, messages: 2 * count };
      }
      case 'trash.empty':
        return this.#purge(
          this.rows()
            .filter((row) => row.deletedAt !== null)
            .map(({ id }) => id),
        );
      default:
        return this.#folder(
          route,
          input as { folderId: FolderId; name: string; folderIds: readonly FolderId[] },
        );
    }
  }

  #list({ scope, before, limit }: InputOf<'conversation.list'>): unknown {
    const rankOf = (row: ConversationRow): number => (scope.type === 'trash' ? (row.deletedAt ?? 0) : 0);
    const all = this.rows().filter((row) => isInScope(scope as Parameters<typeof isInScope>[0], row));
    const sorted = scope.type === 'trash' ? all.toSorted((a, b) => rankOf(b) - rankOf(a)) : all;
    const from = before === null ? 0 : sorted.findIndex((row) => row.position < before.position);
    const rows = from < 0 ? [] : sorted.slice(from, from + limit);
    const last = rows.at(-1);
    const hasMore = from >= 0 && from + limit < sorted.length && last !== undefined;
    return { rows, next: hasMore ? { rank: rankOf(last), position: last.position } : null };
  }

  #organise({ conversationIds, change }: OrganiseStep): readonly OrganiseStep[] {
    if (change.type === 'delete') {
      this.#purge(conversationIds);
      return [];
    }
    const steps = this.rows()
      .filter(({ id }) => conversationIds.includes(id))
      .map((row): OrganiseStep => ({ conversationIds: [row.id], change: inverse(row, change) }));
    for (const id of conversationIds) {
      const row = this.rows().find((each) => each.id === id);
      if (row === undefined) continue;
      const { isPinned, isArchived, isUnread, isOnHold, folderId, tags, deletedAt } = patchRow(
        row,
        change,
        Date.now(),
      );
      this.#marks.set(id, { isPinned, isArchived, isUnread, isOnHold, folderId, tags, deletedAt });
    }
    this.changed(conversationIds);
    return steps;
  }

  #purge(ids: readonly ConversationId[]): number {
    for (const id of ids) this.#gone.add(id);
    this.changed(ids);
    return ids.length;
  }

  #folder(
    route: string,
    { folderId, name, folderIds }: { folderId: FolderId; name: string; folderIds: readonly FolderId[] },
  ): unknown {
    const at = this.folders.findIndex(({ id }) => id === folderId);
    const held = this.rows()
      .filter((row) => row.folderId === folderId)
      .map(({ id }) => id);
    switch (route) {
      case 'folder.list':
        return this.folders.map((folder) => ({
          ...folder,
          count: this.rows().filter((row) => isInScope({ type: 'folder', folderId: folder.id }, row)).length,
        }));
      case 'folder.create':
        this.folders.push({ id: folderId, name });
        break;
      case 'folder.rename':
        this.folders.splice(at, 1, { id: folderId, name });
        break;
      case 'folder.remove':
        this.#removed.push({ id: folderId, name: this.folders[at]?.name ?? '', held });
        this.folders.splice(at, 1);
        for (const id of held) this.mark(id, { folderId: null });
        break;
      case 'folder.restore': {
        const removed = this.#removed.findLast(({ id }) => id === folderId);
        if (removed === undefined) break;
        this.folders.unshift({ id: folderId, name: removed.name });
        for (const id of removed.held) this.mark(id, { folderId });
        break;
      }
      case 'folder.reorder':
        this.folders.sort((a, b) => folderIds.indexOf(a.id) - folderIds.indexOf(b.id));
        break;
      default:
        return undefined;
    }
    this.changed([]);
    return null;
  }
}

function inverse(row: ConversationRow, change: OrganiseChange): OrganiseChange {
  switch (change.type) {
    case 'pin':
      return { type: 'pin', isPinned: row.isPinned };
    case 'archive':
      return { type: 'archive', isArchived: row.isArchived };
    case 'unread':
      return { type: 'unread', isUnread: row.isUnread };
    case 'move':
      return { type: 'move', folderId: row.folderId };
    case 'tag':
      return { ...change, isTagged: row.tags.includes(change.tag) };
    case 'trash':
      return { type: 'restore' };
    default:
      return { type: 'trash' };
  }
}
