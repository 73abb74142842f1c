import { and, asc, eq, isNull } from 'drizzle-orm';
import { messageIdSchema } from '#shared/domain/ids';
import type { ExportSource, ExportStretch } from '#main/ports/export-source';
import type { Database } from '../database';
import { conversation } from '../schema/conversation';
import { message } from '../schema/message';
import { outlineTree } from './branch-outline';
import type { BranchPath } from './branch-path';
import type { MessageReader } from './message-reader';
import { conversationNotFound } from './not-found';

export function createExportSource(
  { orm, read }: Database,
  path: BranchPath,
  reader: MessageReader,
  { withTrash = false }: { readonly withTrash?: boolean } = {},
): ExportSource {
  const pathOf = (id: string): readonly string[] => {
    const [row] = orm
      .select({ headId: conversation.headId })
      .from(conversation)
      .where(and(eq(conversation.id, id), withTrash ? undefined : isNull(conversation.deletedAt)))
      .all();
    if (row === undefined) throw conversationNotFound();
    if (row.headId === null) return [];
    return path
      .up(row.headId, Number.MAX_SAFE_INTEGER)
      .map((node) => node.id)
      .toReversed();
  };
  const listAll = (id: string, active: ReadonlySet<string>): readonly ExportStretch[] => {
    const nodes = orm
      .select({
        id: message.id,
        parentId: message.parentId,
        role: message.role,
        createdAt: message.createdAt,
        deletedAt: message.deletedAt,
      })
      .from(message)
      .where(eq(message.conversationId, id))
      .orderBy(asc(message.position))
      .all()
      .map(({ deletedAt, ...node }) => ({ ...node, isDeleted: deletedAt !== null, cost: null }));
    const stretches = outlineTree(nodes, active);
    const ends = new Map(stretches.map((stretch) => [stretch.id, stretch.messageIds.at(-1)]));
    return stretches.map(({ messageIds, parentId, isActive }) =>
      toStretch(messageIds, parentId === null ? null : (ends.get(parentId) ?? null), isActive),
    );
  };

  return {
    listStretches: (conversationId, branches) =>
      read(() => {
        const active = pathOf(conversationId);
        if (branches === 'all') return listAll(conversationId, new Set(active));
        return active.length === 0 ? [] : [toStretch(active, null, true)];
      }),
    readMessages: (ids) => read(() => reader.listViews(ids)),
  };
}

const toStretch = (ids: readonly string[], after: string | null, isActive: boolean): ExportStretch => ({
  messageIds: ids.map((id) => messageIdSchema.parse(id)),
  after: after === null ? null : messageIdSchema.parse(after),
  isActive,
});
