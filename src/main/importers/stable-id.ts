import { hash } from 'node:crypto';
import {
  attemptIdSchema,
  conversationIdSchema,
  folderIdSchema,
  messageIdSchema,
  type AttemptId,
  type ConversationId,
  type FolderId,
  type MessageId,
} from '#shared/domain/ids';
import type { OriginApp } from '#shared/domain/archive';

/** The largest time that the 48 bits of a uuid v7 hold. */
const lastTime = 2 ** 48 - 1;

/**
 * An id in the form of a uuid v7: the time of the record (epoch ms; null is 0), the rest of the SHA-256 of where it came
 * from. The same record gives the same id each time that it is read.
 */
function stableId(time: number | null, names: readonly string[]): string {
  const bits = hash('sha256', JSON.stringify(names));
  const stamp = Math.min(Math.max(Math.trunc(time ?? 0), 0), lastTime)
    .toString(16)
    .padStart(12, '0');
  const variant = ((Number.parseInt(bits.charAt(3), 16) & 0x3) | 0x8).toString(16);
  return [
    stamp.slice(0, 8),
    stamp.slice(8),
    `7${bits.slice(0, 3)}`,
    variant + bits.slice(4, 7),
    bits.slice(7, 19),
  ].join('-');
}

/** Times must be those of the record itself: what is guessed, or is now, would give another id the next time. */
export interface StableIds {
  conversation(time: number | null): ConversationId;
  message(key: string, time: number | null): MessageId;
  attempt(key: string, time: number | null): AttemptId;
}

/** The ids of one conversation; messages are named within it, as a copied conversation keeps the ids of its messages. */
export function stableIds(app: OriginApp, sourceId: string): StableIds {
  const id = (time: number | null, kind: string, ...names: readonly string[]): string =>
    stableId(time, [app, kind, sourceId, ...names]);
  return {
    conversation: (time) => conversationIdSchema.parse(id(time, 'conversation')),
    message: (key, time) => messageIdSchema.parse(id(time, 'message', key)),
    attempt: (key, time) => attemptIdSchema.parse(id(time, 'attempt', key)),
  };
}

export const stableFolderId = (app: OriginApp, sourceId: string): FolderId =>
  folderIdSchema.parse(stableId(null, [app, 'folder', sourceId]));
