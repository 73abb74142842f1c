import type { DraftMessage } from './draft-conversation';
import type { PlacedNode } from './order-nodes';

export interface JoinedNode extends PlacedNode {
  /** The messages of the source that it is made of, in order. */
  readonly messages: readonly DraftMessage[];
}

export interface JoinedTree {
  readonly nodes: readonly JoinedNode[];
  /** Where a node went. */
  readonly joinedAt: (key: string) => string;
}

/**
 * One answer is one message here, and so is one question. Programs that keep a thought, a tool's call, its result and the text as messages of
 * their own have chains of them; a chain is joined at its first message, as long as nothing else branches off.
 */
export function joinAnswers(nodes: readonly PlacedNode[]): JoinedTree {
  const childCount = new Map<string, number>();
  for (const { parent } of nodes) {
    if (parent !== null) childCount.set(parent, (childCount.get(parent) ?? 0) + 1);
  }
  const firstOf = new Map<string, string>();
  const lastOf = new Map<string, DraftMessage>();
  const joined = new Map<string, { readonly node: PlacedNode; readonly messages: DraftMessage[] }>();
  for (const node of nodes) {
    const parent = node.parent === null ? null : (firstOf.get(node.parent) ?? node.parent);
    const before = node.parent === null ? undefined : lastOf.get(node.parent);
    const start = parent === null ? undefined : joined.get(parent);
    const goesOn =
      before?.isOpen === true && before.role === node.message.role && childCount.get(node.parent ?? '') === 1;
    lastOf.set(node.key, node.message);
    if (goesOn && start !== undefined) {
      start.messages.push(node.message);
      firstOf.set(node.key, start.node.key);
    } else {
      joined.set(node.key, { node: { ...node, parent }, messages: [node.message] });
    }
  }
  return {
    nodes: [...joined.values()].map(({ node, messages }) => ({ ...node, messages })),
    joinedAt: (key) => firstOf.get(key) ?? key,
  };
}
