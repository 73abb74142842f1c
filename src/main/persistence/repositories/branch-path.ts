import type { BranchMessage } from '#main/ports/conversation-repository';
import type { Client } from '../database';
import { lazily } from './lazily';

/** One step of a branch. */
export interface BranchNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly depth: number;
}

/** A message of a branch, without what it says. */
export type BranchHead = Omit<BranchMessage, 'parts'>;

type HeadRow = Omit<BranchHead, 'startsContext'> & { readonly startsContext: number };

interface Row {
  readonly id: string;
  readonly parent_id: string | null;
  readonly depth: number;
}

const toNode = (row: Row): BranchNode => ({ id: row.id, parentId: row.parent_id, depth: row.depth });

/**
 * The ways along a tree, each reading no more rows than it has steps. Messages in the trash are walked over and never
 * answered. Depth only grows or falls, so that damaged pointers end.
 */
export interface BranchPath {
  /** From a message upwards, itself first, at most `limit`. */
  up(fromId: string, limit: number): readonly BranchNode[];
  /** The whole branch that ends at a message, oldest first. */
  heads(leafId: string): readonly BranchHead[];
  /** The next `limit` messages below one on the branch that ends at `head`, oldest first; empty when it is not on that branch. */
  down(conversationId: string, from: BranchNode, head: BranchNode, limit: number): readonly BranchNode[];
  /** The newest leaf of the subtree under a message (itself when it has no children). */
  newestLeaf(fromId: string): string;
  /** How many messages are in the subtree under a message, itself not counted. */
  countBelow(fromId: string): number;
}

function createHeads(client: Client): BranchPath['heads'] {
  const walkHeads = lazily(() =>
    client.prepare<[string], HeadRow>(`
      WITH RECURSIVE up(id, parent_id, depth, deleted_at, role, inclusion, starts_context, content_sha256) AS (
        SELECT id, parent_id, depth, deleted_at, role, inclusion, starts_context, content_sha256 FROM message
        WHERE id = ?
        UNION ALL
        SELECT message.id, message.parent_id, message.depth, message.deleted_at, message.role, message.inclusion,
          message.starts_context, message.content_sha256 FROM up
        JOIN message ON message.id = up.parent_id AND message.depth < up.depth
      ) SELECT id, role, inclusion, starts_context AS startsContext, content_sha256 AS contentSha256 FROM up
      WHERE deleted_at IS NULL`),
  );
  return (leafId) =>
    walkHeads()
      .all(leafId)
      .map((row) => ({ ...row, startsContext: row.startsContext === 1 }))
      .reverse();
}

export function createBranchPath(client: Client): BranchPath {
  const walkUp = lazily(() =>
    client.prepare<[string, number], Row>(`
      WITH RECURSIVE up(id, parent_id, depth, deleted_at) AS (
        SELECT id, parent_id, depth, deleted_at FROM message WHERE id = ?
        UNION ALL
        SELECT message.id, message.parent_id, message.depth, message.deleted_at FROM up
        JOIN message ON message.id = up.parent_id AND message.depth < up.depth
      ) SELECT id, parent_id, depth FROM up WHERE deleted_at IS NULL LIMIT ?`),
  );
  const findUnbranched = lazily(() =>
    client.prepare<[string, number, number], Pick<Row, 'id' | 'depth'>>(`
      SELECT min(id) AS id, depth FROM message WHERE conversation_id = ? AND depth BETWEEN ? AND ?
      GROUP BY depth HAVING count(*) = 1 ORDER BY depth LIMIT 1`),
  );
  // A child is always newer than its parent: the newest of a subtree has none.
  const findLeaf = lazily(() =>
    client.prepare<[string], Pick<Row, 'id'>>(`
      WITH RECURSIVE below(id, position, depth, deleted_at) AS (
        SELECT id, position, depth, deleted_at FROM message WHERE id = ?
        UNION ALL
        SELECT message.id, message.position, message.depth, message.deleted_at FROM below
        JOIN message ON message.parent_id = below.id AND message.depth > below.depth
      ) SELECT id FROM below WHERE deleted_at IS NULL ORDER BY position DESC LIMIT 1`),
  );

  const countUnder = lazily(() =>
    client.prepare<[string], { readonly count: number }>(`
      WITH RECURSIVE below(id, depth, deleted_at) AS (
        SELECT id, depth, deleted_at FROM message WHERE parent_id = ?
        UNION ALL
        SELECT message.id, message.depth, message.deleted_at FROM below
        JOIN message ON message.parent_id = below.id AND message.depth > below.depth
      ) SELECT count(*) AS count FROM below WHERE deleted_at IS NULL`),
  );

  const up = (fromId: string, limit: number): readonly BranchNode[] =>
    walkUp().all(fromId, limit).map(toNode);

  const stepsBetween = (from: BranchNode, to: Pick<Row, 'id' | 'depth'>): readonly BranchNode[] => {
    const nodes = up(to.id, Math.max(0, to.depth - from.depth) + 1);
    const place = nodes.findIndex(({ id }) => id === from.id);
    return place === -1 ? [] : nodes.slice(0, place).toReversed();
  };

  return {
    up,
    heads: createHeads(client),
    // Rows point upwards only. A message that is alone at its depth is on every branch that is long enough, so the walk
    // starts at the first such one behind the page instead of at the head, which may be thousands of messages away.
    down: (conversationId, from, head, limit) => {
      const start =
        findUnbranched().get(conversationId, Math.min(from.depth + limit, head.depth), head.depth) ?? head;
      const near = stepsBetween(from, start).slice(0, limit);
      // What is in the trash between them made the page short.
      return near.length === limit || start.id === head.id ? near : stepsBetween(from, head).slice(0, limit);
    },
    newestLeaf: (fromId) => findLeaf().get(fromId)?.id ?? fromId,
    countBelow: (fromId) => countUnder().get(fromId)?.count ?? 0,
  };
}
