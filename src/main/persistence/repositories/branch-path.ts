import type { Client } from '../database';
import { lazily } from './lazily';

/** One step of a branch. */
export interface BranchNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly depth: number;
}

interface Row {
  readonly id: string;
  readonly parent_id: string | null;
  readonly depth: number;
}

const toNode = (row: Row): BranchNode => ({ id: row.id, parentId: row.parent_id, depth: row.depth });

/** The ways along a tree, each reading no more rows than it has steps. Depth only grows or falls, so that damaged pointers end. */
export interface BranchPath {
  /** From a message upwards, itself first, at most `limit`. */
  up(fromId: string, limit: number): readonly BranchNode[];
  /** The next `limit` messages below one on the branch that ends at `head`, oldest first; empty when it is not on that branch. */
  down(conversationId: string, from: BranchNode, head: BranchNode, limit: number): readonly BranchNode[];
  /** The newest leaf of the subtree under a message (itself when it has no children). */
  newestLeaf(fromId: string): string;
}

export function createBranchPath(client: Client): BranchPath {
  const walkUp = lazily(() =>
    client.prepare<[string, number], Row>(`
      WITH RECURSIVE up(id, parent_id, depth) AS (
        SELECT id, parent_id, depth FROM message WHERE id = ?
        UNION ALL
        SELECT message.id, message.parent_id, message.depth FROM up
        JOIN message ON message.id = up.parent_id AND message.depth < up.depth
      ) SELECT id, parent_id, depth FROM up LIMIT ?`),
  );
  const findUnbranched = lazily(() =>
    client.prepare<[string, number, number], { readonly id: string }>(`
      SELECT min(id) AS id FROM message WHERE conversation_id = ? AND depth BETWEEN ? AND ?
      GROUP BY depth HAVING count(*) = 1 ORDER BY depth LIMIT 1`),
  );
  const findLeaf = lazily(() =>
    client.prepare<[string], { readonly id: string }>(`
      WITH RECURSIVE below(id, position, depth) AS (
        SELECT id, position, depth FROM message WHERE id = ?
        UNION ALL
        SELECT message.id, message.position, message.depth FROM below
        JOIN message ON message.parent_id = below.id AND message.depth > below.depth
      ) SELECT id FROM below
      WHERE NOT EXISTS (SELECT 1 FROM message WHERE message.parent_id = below.id)
      ORDER BY position DESC LIMIT 1`),
  );

  const up = (fromId: string, limit: number): readonly BranchNode[] =>
    walkUp().all(fromId, limit).map(toNode);

  return {
    up,
    // Rows point upwards only. A message that is alone at its depth is on every branch that is long enough, so the walk
    // starts at the first such one behind the page instead of at the head, which may be thousands of messages away.
    down: (conversationId, from, head, limit) => {
      const start =
        findUnbranched().get(conversationId, Math.min(from.depth + limit, head.depth), head.depth)?.id ??
        head.id;
      const [first] = walkUp().all(start, 1);
      if (first === undefined || first.depth <= from.depth) return [];
      const nodes = up(start, first.depth - from.depth).toReversed();
      return nodes[0]?.parentId === from.id ? nodes.slice(0, limit) : [];
    },
    newestLeaf: (fromId) => findLeaf().get(fromId)?.id ?? fromId,
  };
}
