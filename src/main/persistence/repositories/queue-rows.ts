import { eq } from 'drizzle-orm';
import { messageIdSchema, type MessageId } from '#shared/domain/ids';
import type { Database } from '../database';
import { draftFile } from '../schema/file';
import { draft } from '../schema/setting';
import { isSound, sealText } from '../text-seal';

/** Begins the key of every message that waits: `queued:<conversation>:<place>:<message>`. */
export const queuePrefix = 'queued:';

export interface QueuedRow {
  readonly key: string;
  readonly place: number;
  readonly messageId: MessageId;
}

export const queuedKey = (conversationId: string, place: number, messageId: string): string =>
  `${queuePrefix}${conversationId}:${place}:${messageId}`;

function toRow(key: string): QueuedRow | null {
  // A version before kept one a conversation, under the conversation's id alone.
  const [, conversationId, place = '0', messageId = conversationId] = key.split(':');
  const id = messageIdSchema.safeParse(messageId);
  return id.success ? { key, place: Number(place), messageId: id.data } : null;
}

/** The message that it was to become is stored. */
export const isSent = ({ client }: Database, messageId: string): boolean =>
  client.prepare('SELECT 1 FROM message WHERE id = ?').get(messageId) !== undefined;

/**
 * What waits in a conversation, in its order; it may be a text, files, or both. A snapshot that was brought back may hold
 * one that was sent since, or one under two keys: neither counts.
 */
export function listQueued(database: Database, conversationId: string): readonly QueuedRow[] {
  const first = `${queuePrefix}${conversationId}`;
  // `;` follows `:`, so that the index of keys is used.
  const keys = database.client
    .prepare<{ first: string; end: string }, string>(
      `SELECT key FROM draft WHERE key >= @first AND key < @end
       UNION SELECT key FROM draft_file WHERE key >= @first AND key < @end`,
    )
    .pluck()
    .all({ first, end: `${first};` });
  const rows = keys
    .flatMap((key) => toRow(key) ?? [])
    .toSorted((a, b) => a.place - b.place || (a.messageId < b.messageId ? -1 : 1));
  const known = new Set<string>();
  return rows.filter(({ messageId }) => {
    if (known.has(messageId) || isSent(database, messageId)) return false;
    known.add(messageId);
    return true;
  });
}

export const findQueued = (database: Database, conversationId: string, messageId: string): QueuedRow | null =>
  listQueued(database, conversationId).find((row) => row.messageId === messageId) ?? null;

/** A draft gets another key; what was changed outside of Parley stays known as changed. Runs inside a transaction. */
function moveDraft({ orm }: Database, from: string, to: string): void {
  const row = orm.select().from(draft).where(eq(draft.key, from)).get();
  if (row !== undefined) {
    const { text, textSha256 } = row;
    const seal = isSound(from, text, textSha256) && textSha256 !== null ? sealText(to, text) : textSha256;
    orm.update(draft).set({ key: to, textSha256: seal }).where(eq(draft.key, from)).run();
  }
  orm.update(draftFile).set({ key: to }).where(eq(draftFile.key, from)).run();
}

/** Numbers what waits from 0 in this order. Runs inside a transaction. */
export function numberQueued(database: Database, conversationId: string, order: readonly QueuedRow[]): void {
  const last = Math.max(-1, ...order.map(({ place }) => place));
  // By way of places that nobody has: two never have the same key.
  const beyond = order.map((row, index) => ({ ...row, to: last + 1 + index }));
  for (const { key, messageId, to } of beyond)
    moveDraft(database, key, queuedKey(conversationId, to, messageId));
  for (const [index, { messageId, to }] of beyond.entries()) {
    moveDraft(
      database,
      queuedKey(conversationId, to, messageId),
      queuedKey(conversationId, index, messageId),
    );
  }
}
