import { createHash } from 'node:crypto';

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
  const hash = createHash('sha256');
  hash.update(JSON.stringify([messageId, part.index, part.type, part.providerStateKind]));
  hash.update(part.payload);
  if (part.providerState !== null) hash.update(part.providerState);
  return hash.digest('hex');
}

/** SHA-256 (hex) over a message's row and the hashes of its parts, in order. */
export function hashMessage(message: HashedMessage, partHashes: readonly string[]): string {
  const { id, conversationId, parentId, role, status, depth, createdAt, error } = message;
  return createHash('sha256')
    .update(JSON.stringify([id, conversationId, parentId, role, status, depth, createdAt, error, partHashes]))
    .digest('hex');
}
