import type { BranchOutline } from '#shared/domain/tree';
import { groupBy } from './group-by';
import { withoutTrash } from './tree-nodes';
import type { TreeNode } from './tree-nodes';

export interface OutlineNode extends TreeNode {
  readonly role: 'user' | 'assistant' | 'system';
  readonly createdAt: number;
  /** US dollars; null when unknown. */
  readonly cost: number | null;
}

/** A stretch before its ids are parsed and its first words are read. */
export interface Stretch extends Omit<BranchOutline, 'id' | 'parentId' | 'leafId' | 'excerpt'> {
  readonly id: string;
  readonly parentId: string | null;
  readonly leafId: string;
  /** Its messages, in order. */
  readonly messageIds: readonly string[];
}

const sumOf = (costs: readonly (number | null)[]): number | null =>
  costs.reduce((sum, cost) => (cost === null ? sum : (sum ?? 0) + cost), null);

/** The stretches between forks, each after the one that it leaves; `path` are the messages of the branch that is shown. */
export function outlineTree(nodes: readonly OutlineNode[], path: ReadonlySet<string>): readonly Stretch[] {
  const kept = withoutTrash(nodes);
  const children = groupBy(kept, ({ parentId }) => parentId ?? '');
  const stretches: Stretch[] = [];
  const begin = (parentId: string | null, from: readonly OutlineNode[]) =>
    from.map((node) => ({ node, parentId }));
  // A list of what waits keeps deep trees off the call stack.
  const waiting = begin(null, children.get('') ?? []);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const messages = [next.node];
    let below = children.get(next.node.id) ?? [];
    for (let only = below[0]; below.length === 1 && only !== undefined; only = below[0]) {
      messages.push(only);
      below = children.get(only.id) ?? [];
    }
    stretches.push(toStretch(messages, next, path));
    waiting.unshift(...begin(next.node.id, below));
  }
  return withNewestLeaves(stretches, kept);
}

function toStretch(
  messages: readonly OutlineNode[],
  { node, parentId }: { readonly node: OutlineNode; readonly parentId: string | null },
  path: ReadonlySet<string>,
): Stretch {
  const last = messages.at(-1) ?? node;
  return {
    id: node.id,
    parentId,
    leafId: last.id,
    role: node.role,
    messages: messages.length,
    cost: sumOf(messages.map(({ cost }) => cost)),
    updatedAt: last.createdAt,
    isActive: path.has(node.id),
    messageIds: messages.map(({ id }) => id),
  };
}

/** A stretch that forks leads to the newest leaf of what is below it. */
function withNewestLeaves(stretches: readonly Stretch[], nodes: readonly OutlineNode[]): readonly Stretch[] {
  const ages = new Map(nodes.map((node, index) => [node.id, index]));
  const leaves = new Map(stretches.map(({ id, leafId }) => [id, leafId]));
  for (const { id, parentId } of stretches.toReversed()) {
    if (parentId === null) continue;
    const own = leaves.get(id) ?? id;
    const known = leaves.get(parentId) ?? parentId;
    if ((ages.get(own) ?? 0) > (ages.get(known) ?? 0)) leaves.set(parentId, own);
  }
  return stretches.map((stretch) => ({ ...stretch, leafId: leaves.get(stretch.id) ?? stretch.leafId }));
}
