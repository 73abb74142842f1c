import { hashMessage } from '../content-hash';
import type { Client } from '../database';

interface Node {
  readonly position: number;
  readonly id: string;
  readonly conversationId: string;
  readonly parentId: string | null;
  readonly role: string;
  readonly status: string;
  readonly depth: number;
  readonly createdAt: number;
  readonly error: string | null;
  readonly contentSha256: string | null;
}

const selectNodes = `SELECT position, id, conversation_id AS conversationId, parent_id AS parentId, role, status, depth,
  created_at AS createdAt, error, content_sha256 AS contentSha256 FROM message`;

/** Messages whose conversation did not come over get a new one under the old id. */
function adoptMessages(client: Client): void {
  client.exec(`
    INSERT INTO conversation (id, title, title_source, head_id, created_at, updated_at, list_position, revision)
    SELECT conversation_id, 'Recovered conversation', 'default', NULL, min(created_at), max(created_at),
      (SELECT coalesce(max(list_position), 0) FROM conversation) + row_number() OVER (ORDER BY max(position)), 1
    FROM message WHERE conversation_id NOT IN (SELECT id FROM conversation) GROUP BY conversation_id`);
}

/** Gives each message of a conversation a parent that is there, and the depth that follows. */
function reattach(client: Client, conversationId: string): void {
  const nodes = client
    .prepare<[string], Node>(`${selectNodes} WHERE conversation_id = ? ORDER BY position`)
    .all(conversationId);
  const partHashes = client
    .prepare<[string], string>('SELECT sha256 FROM part WHERE message_id = ? ORDER BY part_index')
    .pluck();
  const update = client.prepare(
    'UPDATE message SET parent_id = ?, depth = ?, content_sha256 = ? WHERE id = ?',
  );
  const depths = new Map<string, number>();
  let previous: string | null = null;
  for (const node of nodes) {
    // A parent is always older than its child, so it has been seen when it exists.
    const parentId: string | null =
      node.parentId === null || depths.has(node.parentId) ? node.parentId : previous;
    const depth: number = parentId === null ? 0 : (depths.get(parentId) ?? -1) + 1;
    depths.set(node.id, depth);
    previous = node.id;
    if (parentId === node.parentId && depth === node.depth) continue;
    const hashes = partHashes.all(node.id);
    const wasSound = node.contentSha256 === hashMessage(node, hashes);
    const hash = wasSound ? hashMessage({ ...node, parentId, depth }, hashes) : node.contentSha256;
    update.run(parentId, depth, hash, node.id);
  }
}

/** Makes every tree whole again after rows were brought in. Returns how many conversations hold brought messages. */
export function repairTrees(client: Client, brought: ReadonlySet<string>): number {
  adoptMessages(client);
  for (const table of ['part', 'part_chunk', 'part_file', 'attempt_exchange']) {
    client.exec(`DELETE FROM ${table} WHERE message_id NOT IN (SELECT id FROM message)`);
  }
  // A row with a damaged id: a conversation is made by its first message.
  client.exec('DELETE FROM conversation WHERE id NOT IN (SELECT conversation_id FROM message)');
  client.exec(`
    DELETE FROM conversation_tag WHERE conversation_id NOT IN (SELECT id FROM conversation);
    DELETE FROM import_record WHERE conversation_id NOT IN (SELECT id FROM conversation);
    UPDATE conversation SET folder_id = NULL WHERE folder_id NOT IN (SELECT id FROM folder)`);
  const torn = client
    .prepare<[], string>(
      `SELECT DISTINCT child.conversation_id FROM message AS child
       LEFT JOIN message AS parent ON parent.id = child.parent_id AND parent.conversation_id = child.conversation_id
       WHERE child.parent_id IS NOT NULL AND (parent.id IS NULL OR parent.depth <> child.depth - 1)`,
    )
    .pluck()
    .all();
  for (const conversationId of torn) reattach(client, conversationId);
  client.exec(`
    UPDATE conversation SET revision = revision + 1,
      head_id = (SELECT id FROM message WHERE conversation_id = conversation.id ORDER BY position DESC LIMIT 1)
    WHERE NOT EXISTS (SELECT 1 FROM message WHERE id = conversation.head_id AND conversation_id = conversation.id)
      AND EXISTS (SELECT 1 FROM message WHERE conversation_id = conversation.id)`);
  client.exec(`UPDATE conversation SET head_id = NULL
    WHERE head_id IS NOT NULL AND head_id NOT IN (SELECT id FROM message)`);
  const owner = client.prepare<[string], string>('SELECT conversation_id FROM message WHERE id = ?').pluck();
  return new Set([...brought].map((id) => owner.get(id))).size;
}
