import { asc, eq } from 'drizzle-orm';
import type { ConversationId } from '#shared/domain/ids';
import { hashMessage, hashPart } from '../content-hash';
import type { Database } from '../database';
import { conversation } from '../schema/conversation';
import { partFile } from '../schema/file';
import { message } from '../schema/message';
import { part } from '../schema/part';
import { sealText } from '../text-seal';
import { topPosition } from './list-position';
import type { TreeNode } from './tree-nodes';

type MessageRow = typeof message.$inferSelect;

export interface BranchCopy {
  readonly from: ConversationId;
  /** A parent before its children; none in the trash. */
  readonly nodes: readonly Pick<TreeNode, 'id' | 'parentId'>[];
  /** Where the copy's branch ends. */
  readonly headId: string;
  readonly to: { readonly id: ConversationId; readonly title: string };
  readonly newId: () => string;
}

/** Content that was damaged stays damaged: its copy does not get a hash that fits. */
const damaged = 'damaged before it was copied';

/** Returns the hashes that the parts were stored with, and those of the copies. */
function copyParts(
  { orm }: Database,
  from: string,
  to: string,
): { readonly old: string[]; readonly own: string[] } {
  const rows = orm.select().from(part).where(eq(part.messageId, from)).orderBy(asc(part.index)).all();
  const own = rows.map((row) => {
    const sha256 = hashPart(from, row) === row.sha256 ? hashPart(to, row) : damaged;
    orm
      .insert(part)
      .values({ ...row, messageId: to, sha256 })
      .run();
    return sha256;
  });
  const files = orm.select().from(partFile).where(eq(partFile.messageId, from)).all();
  for (const file of files)
    orm
      .insert(partFile)
      .values({ ...file, messageId: to })
      .run();
  return { old: rows.map(({ sha256 }) => sha256), own };
}

function copyMessage(database: Database, row: MessageRow, copy: MessageRow): void {
  database.orm
    .insert(message)
    .values({ ...copy, position: undefined, contentSha256: null })
    .run();
  const { old, own } = copyParts(database, row.id, copy.id);
  const isSound = row.contentSha256 === hashMessage(row, old);
  const contentSha256 = isSound ? hashMessage(copy, own) : damaged;
  database.orm.update(message).set({ contentSha256 }).where(eq(message.id, copy.id)).run();
}

/** Writes a branch again as a conversation of its own; runs inside a transaction. */
export function copyBranch(database: Database, { from, nodes, headId, to, newId }: BranchCopy): void {
  const { orm, clock } = database;
  const [source] = orm.select().from(conversation).where(eq(conversation.id, from)).all();
  if (source === undefined) return;
  const now = clock.now();
  const newIds = new Map(nodes.map(({ id }) => [id, newId()]));
  orm
    .insert(conversation)
    .values({
      ...source,
      ...to,
      titleSha256: sealText(to.id, to.title),
      titleSource: 'auto',
      headId: newIds.get(headId) ?? null,
      createdAt: now,
      updatedAt: now,
      listPosition: topPosition(now),
      revision: 1,
      pinnedAt: null,
      archivedAt: null,
      unreadAt: null,
    })
    .run();
  const depths = new Map<string, number>();
  for (const { id, parentId } of nodes) {
    const [row] = orm.select().from(message).where(eq(message.id, id)).all();
    const own = newIds.get(id);
    if (row === undefined || own === undefined) continue;
    const depth = parentId === null ? 0 : (depths.get(parentId) ?? -1) + 1;
    depths.set(id, depth);
    copyMessage(database, row, {
      ...row,
      id: own,
      depth,
      conversationId: to.id,
      parentId: parentId === null ? null : (newIds.get(parentId) ?? null),
      copiedFrom: row.copiedFrom ?? row.id,
    });
  }
}
