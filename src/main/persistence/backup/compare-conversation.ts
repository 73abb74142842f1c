import { hash } from 'node:crypto';
import type { RestoreState } from '#shared/domain/backup';
import type { Client } from '../database';

/** How a conversation of a backup stands to ours. */
export interface Comparison {
  readonly state: RestoreState;
  readonly title: string;
  readonly updatedAt: number;
  /** Messages that it would bring. */
  readonly messages: number;
  /** Ids of messages that say something else here, and under which id theirs is kept beside ours. */
  readonly versions: ReadonlyMap<string, string>;
  /** It was renamed there, and changed later than here. */
  readonly hasNewerTitle: boolean;
}

interface Head {
  readonly title: string;
  readonly updatedAt: number;
  readonly deletedAt: number | null;
}

interface Node {
  readonly id: string;
  readonly status: string;
  /** Hashes of its parts, in their order. */
  readonly parts: string;
}

const headSql =
  'SELECT title, updated_at AS updatedAt, deleted_at AS deletedAt FROM conversation WHERE id = ?';
const nodesSql = `SELECT id, status, coalesce((SELECT group_concat(sha256, '') FROM
    (SELECT sha256 FROM part WHERE message_id = message.id ORDER BY part_index)), '') AS parts
  FROM message WHERE conversation_id = ?`;

const prepare = (client: Client) => ({
  head: client.prepare<[string], Head>(headSql),
  nodes: client.prepare<[string], Node>(nodesSql),
  countNodes: client
    .prepare<[string], number>('SELECT count(*) FROM message WHERE conversation_id = ?')
    .pluck(),
  // What was asked in a conversation outlives it in the ledger.
  wasAsked: client
    .prepare<[string], number>('SELECT 1 FROM ledger WHERE conversation_id = ? LIMIT 1')
    .pluck(),
});

/** The id of another version of a message: always the same for the same text, and of the same time. */
const versionId = (id: string, parts: string): string => {
  const made = hash('sha256', `${id}${parts}`);
  return `${id.slice(0, 14)}7${made.slice(0, 3)}-8${made.slice(3, 6)}-${made.slice(6, 18)}`;
};

export interface Comparing {
  /** `id` is one of theirs. */
  compare(id: string): Comparison;
}

/** Compares by ids and by the hashes of what messages say; nothing is written. */
export function createComparing(ours: Client, theirs: Client): Comparing {
  const here = prepare(ours);
  const there = prepare(theirs);
  return {
    compare(id) {
      const head = there.head.get(id) ?? { title: '', updatedAt: 0, deletedAt: null };
      const base = { title: head.title, updatedAt: head.updatedAt };
      const own = here.head.get(id);
      if (own === undefined) {
        const state = here.wasAsked.get(id) === undefined ? 'new' : 'deleted';
        const messages = there.countNodes.get(id) ?? 0;
        return { ...base, state, messages, versions: new Map(), hasNewerTitle: false };
      }
      const found = compareNodes(here.nodes.all(id), there.nodes.all(id));
      const isNewer = head.updatedAt > own.updatedAt;
      const hasNewerTitle = isNewer && head.title !== own.title;
      if (own.deletedAt !== null && head.deletedAt === null)
        return { ...base, ...found, state: 'deleted', hasNewerTitle };
      const state = stateOf(
        found.messages > 0 || hasNewerTitle,
        found.isMoreHere || head.title !== own.title,
      );
      return { ...base, ...found, state, hasNewerTitle };
    },
  };
}

function stateOf(isMoreThere: boolean, isMoreHere: boolean): RestoreState {
  if (isMoreThere) return isMoreHere ? 'both' : 'there';
  return isMoreHere ? 'here' : 'same';
}

function compareNodes(ours: readonly Node[], theirs: readonly Node[]) {
  const own = new Map(ours.map((node) => [node.id, node]));
  const versions = new Map<string, string>();
  let messages = 0;
  let common = 0;
  let isMoreHere = false;
  for (const node of theirs) {
    const known = own.get(node.id);
    if (known === undefined) {
      messages += 1;
      continue;
    }
    common += 1;
    if (known.parts === node.parts) continue;
    // A reply that went on here, or that was still being written there, is all here.
    if (known.parts.startsWith(node.parts) || node.status === 'streaming') {
      isMoreHere = true;
      continue;
    }
    const version = versionId(node.id, node.parts);
    versions.set(node.id, version);
    if (own.has(version)) common += 1;
    else messages += 1;
  }
  return { messages, versions, isMoreHere: isMoreHere || common < own.size };
}
