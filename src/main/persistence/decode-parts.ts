import { hashMessage } from './content-hash';
import { decodePart, type DecodedPart, type PartRow } from './part-codec';
import type { message } from './schema/message';

/** A message whose row or set of parts is not what was stored shows one part more, which says so. */
export function decodeParts(
  row: typeof message.$inferSelect,
  parts: readonly PartRow[],
): readonly DecodedPart[] {
  const decoded = parts.map((stored) => decodePart(row.id, stored));
  if (row.contentSha256 === null) return decoded;
  const hashes = parts.map((stored) => stored.sha256);
  const isSound = hashMessage(row, hashes) === row.contentSha256;
  if (isSound || decoded.some(({ part: shown }) => shown.type === 'unreadable')) return decoded;
  return [...decoded, { part: { type: 'unreadable' }, state: null }];
}
