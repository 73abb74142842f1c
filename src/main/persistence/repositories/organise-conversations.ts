import { and, eq, inArray, isNotNull, isNull, ne, or, sql, type SQL } from 'drizzle-orm';
import type { ConversationId, FolderId } from '#shared/domain/ids';
import { conversationIdSchema, folderIdSchema } from '#shared/domain/ids';
import type { OrganiseStep } from '#shared/domain/organisation';
import type { ReversibleChange } from '#main/ports/organisation-repository';
import type { Database } from '../database';
import { conversation, conversationTag, folder } from '../schema/conversation';
import { sealText } from '../text-seal';
import { groupBy } from './group-by';
import { folderNotFound } from './not-found';
import { tagAsKnown } from './tag-names';

type Ids = readonly ConversationId[];
type Columns = Partial<typeof conversation.$inferInsert>;

/** What a change that is no tag sets, which rows it concerns, and what takes it back. */
interface ColumnChange {
  readonly set: Columns;
  readonly isOther: SQL | undefined;
  readonly undo: ReversibleChange;
}

function columnChange(
  change: Exclude<ReversibleChange, { type: 'move' | 'tag' }>,
  now: number,
): ColumnChange {
  switch (change.type) {
    case 'pin':
      return {
        set: { pinnedAt: change.isPinned ? now : null },
        isOther: change.isPinned ? isNull(conversation.pinnedAt) : isNotNull(conversation.pinnedAt),
        undo: { type: 'pin', isPinned: !change.isPinned },
      };
    case 'archive':
      return {
        set: { archivedAt: change.isArchived ? now : null },
        isOther: change.isArchived ? isNull(conversation.archivedAt) : isNotNull(conversation.archivedAt),
        undo: { type: 'archive', isArchived: !change.isArchived },
      };
    case 'unread':
      return {
        set: { unreadAt: change.isUnread ? now : null },
        isOther: change.isUnread ? isNull(conversation.unreadAt) : isNotNull(conversation.unreadAt),
        undo: { type: 'unread', isUnread: !change.isUnread },
      };
    case 'trash':
      return {
        set: { deletedAt: now },
        isOther: isNull(conversation.deletedAt),
        undo: { type: 'restore' },
      };
    case 'restore':
      return {
        set: { deletedAt: null },
        isOther: isNotNull(conversation.deletedAt),
        undo: { type: 'trash' },
      };
  }
}

/** Runs inside a transaction; answers what takes it back. */
export function organiseConversations(
  database: Database,
  ids: Ids,
  change: ReversibleChange,
): readonly OrganiseStep[] {
  if (change.type === 'move') return move(database, ids, change.folderId);
  if (change.type === 'tag') return tagAll(database, ids, change);
  const { set, isOther, undo } = columnChange(change, database.clock.now());
  return stepsOf(changeRows(database, ids, set, isOther), undo);
}

const stepsOf = (conversationIds: Ids, change: ReversibleChange): readonly OrganiseStep[] =>
  conversationIds.length === 0 ? [] : [{ conversationIds, change }];

/** Changes those of these that are other than that; answers which. */
function changeRows({ orm }: Database, ids: Ids, set: Columns, isOther: SQL | undefined): Ids {
  return orm
    .update(conversation)
    .set({ ...set, revision: sql`${conversation.revision} + 1` })
    .where(and(inArray(conversation.id, [...ids]), isOther))
    .returning({ id: conversation.id })
    .all()
    .map(({ id }) => conversationIdSchema.parse(id));
}

function move(database: Database, ids: Ids, folderId: FolderId | null): readonly OrganiseStep[] {
  const { orm } = database;
  if (folderId !== null) {
    const known = orm.select({ id: folder.id }).from(folder).where(eq(folder.id, folderId)).get();
    if (known === undefined) throw folderNotFound();
  }
  const isElsewhere =
    folderId === null
      ? isNotNull(conversation.folderId)
      : or(isNull(conversation.folderId), ne(conversation.folderId, folderId));
  const before = orm
    .select({ id: conversation.id, folderId: conversation.folderId })
    .from(conversation)
    .where(and(inArray(conversation.id, [...ids]), isElsewhere))
    .all();
  changeRows(database, ids, { folderId }, isElsewhere);
  return [...groupBy(before, (row) => row.folderId ?? '').entries()].map(([from, rows]) => ({
    conversationIds: rows.map(({ id }) => conversationIdSchema.parse(id)),
    change: { type: 'move', folderId: from === '' ? null : folderIdSchema.parse(from) },
  }));
}

function tagAll(
  database: Database,
  ids: Ids,
  { tag, isTagged }: { readonly tag: string; readonly isTagged: boolean },
): readonly OrganiseStep[] {
  const { orm } = database;
  const known = tagAsKnown(database, tag);
  const list = JSON.stringify(ids.map((id) => [id, sealText(id, known)]));
  const changed = isTagged
    ? orm
        .insert(conversationTag)
        .select(
          sql`SELECT conversation.id, ${known}, each.value ->> 1 FROM json_each(${list}) each
            JOIN conversation ON conversation.id = each.value ->> 0`,
        )
        .onConflictDoNothing()
        .returning({ id: conversationTag.conversationId })
        .all()
    : orm
        .delete(conversationTag)
        .where(and(inArray(conversationTag.conversationId, [...ids]), eq(conversationTag.tag, known)))
        .returning({ id: conversationTag.conversationId })
        .all();
  const done = changed.map(({ id }) => conversationIdSchema.parse(id));
  if (done.length > 0) changeRows(database, done, {}, undefined);
  return stepsOf(done, { type: 'tag', tag: known, isTagged: !isTagged });
}
