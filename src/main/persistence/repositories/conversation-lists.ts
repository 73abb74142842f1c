import { z } from 'zod';
import type { ConversationRow } from '#shared/domain/conversation';
import { conversationRowSchema } from '#shared/domain/conversation';
import type { ListScope, RowCursor } from '#shared/domain/organisation';
import type { RowPage } from '#main/ports/organisation-repository';
import type { Client, Database } from '../database';
import { sealedText } from '../text-seal';
import { lazily } from './lazily';

const columns = `conversation.id, title, title_sha256 AS titleSeal, updated_at AS updatedAt, list_position AS position,
  pinned_at AS pinnedAt, archived_at AS archivedAt, unread_at AS unreadAt, folder_id AS folderId,
  deleted_at AS deletedAt,
  (SELECT json_group_array(json_array(tag, tag_sha256)) FROM conversation_tag WHERE conversation_id = conversation.id) AS tags,
  EXISTS (SELECT 1 FROM message WHERE message.conversation_id = conversation.id AND message.status = 'streaming')
    AS isStreaming,
  EXISTS (SELECT 1 FROM legal_hold WHERE scope = 'conversation' AND target_id = conversation.id) AS isOnHold`;

// The words of the partial indexes in schema/conversation.ts: a list without one reads everything.
const live = 'deleted_at IS NULL AND archived_at IS NULL';
const newest = 'AND list_position < :position ORDER BY list_position DESC LIMIT :limit';

interface StoredRow {
  readonly id: string;
  readonly title: string;
  readonly titleSeal: string | null;
  readonly updatedAt: number;
  readonly position: number;
  readonly pinnedAt: number | null;
  readonly archivedAt: number | null;
  readonly unreadAt: number | null;
  readonly folderId: string | null;
  readonly deletedAt: number | null;
  readonly tags: string;
  readonly isStreaming: number;
  readonly isOnHold: number;
}

type Place = RowCursor & { readonly limit: number };

function prepareStatements(client: Client) {
  const rowsWhere = (condition: string) =>
    lazily(() => client.prepare<object, StoredRow>(`SELECT ${columns} FROM conversation WHERE ${condition}`));
  return {
    pinned: rowsWhere(`${live} AND pinned_at IS NOT NULL ${newest}`),
    unpinned: rowsWhere(`${live} AND pinned_at IS NULL ${newest}`),
    recent: rowsWhere(`${live} AND pinned_at IS NULL AND folder_id IS NULL ${newest}`),
    folder: rowsWhere(`${live} AND pinned_at IS NULL AND folder_id = :folderId ${newest}`),
    tag: rowsWhere(
      `${live} AND conversation.id IN (SELECT conversation_id FROM conversation_tag WHERE tag = :tag) ${newest}`,
    ),
    archived: rowsWhere(`deleted_at IS NULL AND archived_at IS NOT NULL ${newest}`),
    trash: rowsWhere(`deleted_at IS NOT NULL AND (deleted_at, list_position) < (:rank, :position)
      ORDER BY deleted_at DESC, list_position DESC LIMIT :limit`),
    byIds: rowsWhere('conversation.id IN (SELECT value FROM json_each(:ids))'),
  };
}

export interface ConversationLists {
  readonly list: (scope: ListScope, before: RowCursor | null, limit: number) => RowPage;
  readonly listRows: (ids: readonly string[]) => readonly ConversationRow[];
}

/** Pages of rows by keyset: each begins below the last row of the one before, wherever that row is by now. */
export function createConversationLists({
  client,
  isTemporary,
}: Pick<Database, 'client' | 'isTemporary'>): ConversationLists {
  const statements = prepareStatements(client);
  const toRow = (row: StoredRow): readonly ConversationRow[] => rowOf(row, isTemporary);

  const listRows = (ids: readonly string[]): readonly ConversationRow[] =>
    statements
      .byIds()
      .all({ ids: JSON.stringify(ids) })
      .flatMap(toRow);

  /** Pinned ones first: a page may end in them, begin below them, or hold both. */
  const listAll = (place: Place): readonly StoredRow[] => {
    const pinned = place.rank > 0 ? statements.pinned().all(place) : [];
    const limit = place.limit - pinned.length;
    const position = place.rank > 0 ? Number.MAX_SAFE_INTEGER : place.position;
    return [...pinned, ...statements.unpinned().all({ ...place, position, limit })];
  };

  const rowsOf = (scope: ListScope, place: Place): readonly StoredRow[] => {
    switch (scope.type) {
      case 'all':
        return listAll(place);
      case 'temporary':
        return isTemporary ? listAll(place) : [];
      case 'folder':
        return statements.folder().all({ ...place, folderId: scope.folderId });
      case 'tag':
        return statements.tag().all({ ...place, tag: scope.tag });
      default:
        return statements[scope.type]().all(place);
    }
  };

  return {
    listRows,
    list: (scope, before, limit) => {
      const start = before ?? { rank: Number.MAX_SAFE_INTEGER, position: Number.MAX_SAFE_INTEGER };
      const found = rowsOf(scope, { ...start, limit: limit + 1 });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const next = found.length > limit && last !== undefined ? cursorAt(scope, last) : null;
      return { rows: page.flatMap(toRow), next };
    },
  };
}

/** Pinned ones and the others after them. */
const isWhole = ({ type }: ListScope): boolean => type === 'all' || type === 'temporary';

const cursorAt = (scope: ListScope, row: StoredRow): RowCursor => ({
  rank: scope.type === 'trash' ? (row.deletedAt ?? 0) : Number(isWhole(scope) && row.pinnedAt !== null),
  position: row.position,
});

const tagsSchema = z.array(z.tuple([z.string(), z.string().nullable()]));

const tagsOf = (id: string, tags: string): readonly string[] =>
  tagsSchema
    .parse(JSON.parse(tags))
    .map(([tag, seal]) => sealedText(id, tag, seal))
    .toSorted((a, b) => a.localeCompare(b));

/** A row that cannot be read must not take the list with it. */
function rowOf(
  { titleSeal, pinnedAt, archivedAt, unreadAt, tags, ...row }: StoredRow,
  isTemporary: boolean,
): readonly ConversationRow[] {
  const parsed = conversationRowSchema.safeParse({
    ...row,
    title: sealedText(row.id, row.title, titleSeal),
    isTemporary,
    isPinned: pinnedAt !== null,
    isArchived: archivedAt !== null,
    isUnread: unreadAt !== null,
    tags: tags === '[]' ? [] : tagsOf(row.id, tags),
    isStreaming: row.isStreaming === 1,
    isOnHold: row.isOnHold === 1,
  });
  return parsed.success ? [parsed.data] : [];
}
