import { hash } from 'node:crypto';

interface HashedPart {
  readonly index: number;
  readonly type: string;
  readonly payload: string;
  readonly providerStateKind: string | null;
  readonly providerState: Buffer | null;
}

interface HashedMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly parentId: string | null;
  readonly role: string;
  readonly status: string;
  readonly depth: number;
  readonly createdAt: number;
  readonly error: string | null;
}

/** SHA-256 (hex) over all that a part stores; the message's id is in it, so that a part cannot change its owner unnoticed. */
export function hashPart(messageId: string, part: HashedPart): string {
  const { index, type, payload, providerStateKind, providerState } = part;
  // The length keeps the payload apart from the state behind it.
  const head = JSON.stringify([messageId, index, type, providerStateKind, payload.length]);
  return hash('sha256', `${head}${payload}${providerState?.toString('base64') ?? ''}`);
}

/** SHA-256 (hex) over a message's row and the hashes of its parts, in order. */
export function hashMessage(message: HashedMessage, partHashes: readonly string[]): string {
  const { id, conversationId, parentId, role, status, depth, createdAt, error } = message;
  return hash(
    'sha256',
    JSON.stringify([id, conversationId, parentId, role, status, depth, createdAt, error, partHashes]),
  );
}
