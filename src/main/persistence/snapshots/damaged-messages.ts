import { hashMessage, hashPart } from '../content-hash';
import type { Client } from '../database';

interface MessageRow {
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

interface PartRow {
  readonly index: number;
  readonly type: string;
  readonly payload: string;
  readonly providerStateKind: string | null;
  readonly providerState: Buffer | null;
  readonly sha256: string;
}

/** How many settled messages do not match their stored hash. Reads the whole database: for a worker, or a small one. */
export function countDamagedMessages(client: Client): number {
  const messages = client.prepare<[], MessageRow>(
    `SELECT id, conversation_id AS conversationId, parent_id AS parentId, role, status, depth, created_at AS createdAt,
       error, content_sha256 AS contentSha256
     FROM message WHERE content_sha256 IS NOT NULL`,
  );
  const partsOf = client.prepare<[string], PartRow>(
    `SELECT part_index AS "index", type, payload, provider_state_kind AS providerStateKind,
       provider_state AS providerState, sha256
     FROM part WHERE message_id = ? ORDER BY part_index`,
  );
  let damaged = 0;
  for (const row of messages.iterate()) {
    const parts = partsOf.all(row.id);
    const hashes = parts.map((part) => part.sha256);
    const isSound =
      hashMessage(row, hashes) === row.contentSha256 &&
      parts.every((part) => hashPart(row.id, part) === part.sha256);
    if (!isSound) damaged += 1;
  }
  return damaged;
}
