/** A message of a tree. */
export interface TreeNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly isDeleted: boolean;
}

/**
 * A tree without what is in the trash: what was below it hangs on what is above it. Takes and gives messages in the
 * order of their making, a parent before its children.
 */
export function withoutTrash<T extends TreeNode>(nodes: readonly T[]): readonly T[] {
  const standIns = new Map<string, string | null>();
  return nodes.flatMap((node) => {
    const parentId = node.parentId === null ? null : (standIns.get(node.parentId) ?? null);
    standIns.set(node.id, node.isDeleted ? parentId : node.id);
    return node.isDeleted ? [] : [{ ...node, parentId }];
  });
}

/** The way from the root to a message, and all below it; in the order given. */
export function throughMessage<T extends TreeNode>(nodes: readonly T[], messageId: string): readonly T[] {
  const parents = new Map(nodes.map(({ id, parentId }) => [id, parentId]));
  const wanted = new Set<string>();
  for (let id: string | null = messageId; id !== null; id = parents.get(id) ?? null) wanted.add(id);
  const below = new Set([messageId]);
  for (const { id, parentId } of nodes) if (parentId !== null && below.has(parentId)) below.add(id);
  return nodes.filter(({ id }) => wanted.has(id) || below.has(id));
}
