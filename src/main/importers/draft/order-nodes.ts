import type { DraftMessage, DraftNode } from './draft-conversation';

/** A shown message in its place: its parent is shown, too, and stands before it. */
export interface PlacedNode {
  readonly key: string;
  readonly parent: string | null;
  readonly message: DraftMessage;
  /** Epoch ms: its own time, else that of its nearest ancestor that has one. */
  readonly time: number | null;
}

export interface PlacedTree {
  /** Parents before their children, otherwise by time, then as they stood. */
  readonly nodes: readonly PlacedNode[];
  /** The nearest shown node at or above any key of the source; null when there is none. */
  readonly shownAt: (key: string) => string | null;
}

/** Makes a sound tree of whatever an export holds: hidden and missing nodes, double ids and circles. */
export function orderNodes(source: readonly DraftNode[]): PlacedTree {
  const nodes = withUniqueKeys(source);
  const shownAt = findShown(nodes);
  const parents = new Map<string, string | null>();
  for (const node of nodes.values()) {
    if (node.message !== null) parents.set(node.key, node.parent === null ? null : shownAt(node.parent));
  }
  breakCircles(parents);
  return { nodes: placed(nodes, parents), shownAt };
}

/** An id that comes twice is a copy, and dropped, or another message, and kept under a name of its own. */
function withUniqueKeys(source: readonly DraftNode[]): ReadonlyMap<string, DraftNode> {
  const nodes = new Map<string, DraftNode>();
  for (const node of source) {
    const known = nodes.get(node.key);
    if (known === undefined) {
      nodes.set(node.key, node);
    } else if (node.message !== null && JSON.stringify(node.message) !== JSON.stringify(known.message)) {
      let number = 2;
      while (nodes.has(`${node.key}~${String(number)}`)) number += 1;
      const key = `${node.key}~${String(number)}`;
      nodes.set(key, { ...node, key });
    }
  }
  return nodes;
}

/** Walks up over what is not shown; every answer is kept, so that a chain of thousands is walked once. */
function findShown(nodes: ReadonlyMap<string, DraftNode>): (key: string) => string | null {
  const known = new Map<string, string | null>();
  return (start) => {
    const passed: string[] = [];
    const seen = new Set<string>();
    let at: string | null = start;
    let found: string | null = null;
    while (at !== null && !seen.has(at)) {
      seen.add(at);
      const answer = known.get(at);
      if (answer !== undefined) {
        found = answer;
        break;
      }
      const node: DraftNode | undefined = nodes.get(at);
      if (node !== undefined && node.message !== null) {
        found = at;
        break;
      }
      passed.push(at);
      at = node?.parent ?? null;
    }
    for (const key of passed) known.set(key, found);
    return found;
  };
}

/** In a circle the node that comes first in the source becomes a root. */
function breakCircles(parents: Map<string, string | null>): void {
  const settled = new Set<string>();
  for (const start of parents.keys()) {
    const path = new Set<string>();
    let at: string | null = start;
    while (at !== null && !settled.has(at) && !path.has(at)) {
      path.add(at);
      at = parents.get(at) ?? null;
    }
    if (at !== null && path.has(at)) parents.set(at, null);
    for (const key of path) settled.add(key);
  }
}

function placed(
  nodes: ReadonlyMap<string, DraftNode>,
  parents: ReadonlyMap<string, string | null>,
): readonly PlacedNode[] {
  const children = new Map<string | null, string[]>();
  for (const [key, parent] of parents) {
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [key]);
    else siblings.push(key);
  }
  const walked: { readonly node: PlacedNode; readonly order: number }[] = [];
  const open = (children.get(null) ?? [])
    .map((key) => ({ key, time: null as number | null, order: 0 }))
    .reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const message = nodes.get(next.key)?.message;
    if (message === undefined || message === null) continue;
    const time = message.createdAt ?? next.time;
    const order = Math.max(time ?? 0, next.order);
    walked.push({ node: { key: next.key, parent: parents.get(next.key) ?? null, message, time }, order });
    for (const key of (children.get(next.key) ?? []).reverse()) open.push({ key, time, order });
  }
  return walked.sort((a, b) => a.order - b.order).map(({ node }) => node);
}
