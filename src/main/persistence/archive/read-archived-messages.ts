import { asc, eq, inArray, sql } from 'drizzle-orm';
import {
  archivedAttemptSchema,
  archivedMessageSchema,
  type ArchivedAttempt,
  type ArchivedMessage,
  type ArchivedPart,
} from '#shared/domain/archive';
import { appErrorSchema, type AppErrorData } from '#shared/errors/app-error';
import { decodeParts } from '../decode-parts';
import type { Database } from '../database';
import { groupBy } from '../repositories/group-by';
import { createMessageReader, livePart } from '../repositories/message-reader';
import { attempt } from '../schema/attempt';
import { message } from '../schema/message';
import { part } from '../schema/part';

type MessageRow = typeof message.$inferSelect;
type AttemptRow = typeof attempt.$inferSelect;

/** Every message of a conversation, those in the trash too, in the order in which they were made. */
export function readArchivedMessages(database: Database, conversationId: string): readonly ArchivedMessage[] {
  const { orm } = database;
  const rows = orm
    .select()
    .from(message)
    .where(eq(message.conversationId, conversationId))
    .orderBy(asc(message.position))
    .all();
  const parts = readParts(database, rows);
  const attempts = readAttempts(database, rows);
  const known = new Set<string>();
  return rows.flatMap((row) => {
    const archived = toMessage(row, {
      // Where a parent is damaged, what is below it begins anew.
      parentId: row.parentId !== null && known.has(row.parentId) ? row.parentId : null,
      parts: parts(row),
      attempts: attempts.get(ownerOfAttempts(row)) ?? [],
    });
    if (archived !== null) known.add(row.id);
    return archived ?? [];
  });
}

/** Nothing was asked for a copy: its attempts are those of the message that it was copied from. */
const ownerOfAttempts = (row: MessageRow): string => row.copiedFrom ?? row.id;

function readParts(
  database: Database,
  rows: readonly MessageRow[],
): (row: MessageRow) => readonly ArchivedPart[] {
  const stored = groupBy(
    database.orm
      .select()
      .from(part)
      .where(inArray(part.messageId, idsIn(rows.map(({ id }) => id))))
      .orderBy(asc(part.messageId), asc(part.index))
      .all(),
    (row) => row.messageId,
  );
  const streaming = rows.filter(({ status }) => status === 'streaming').map(({ id }) => id);
  const live = groupBy(createMessageReader(database).listLiveParts(streaming), (chunk) => chunk.messageId);
  return (row) => [
    ...decodeParts(row, stored.get(row.id) ?? []),
    ...(live.get(row.id) ?? []).map((chunk) => ({ part: livePart(chunk), state: null })),
  ];
}

function readAttempts({ orm }: Database, rows: readonly MessageRow[]): Map<string, ArchivedAttempt[]> {
  const found = orm
    .select()
    .from(attempt)
    .where(inArray(attempt.messageId, idsIn(rows.map(ownerOfAttempts))))
    .orderBy(asc(attempt.position))
    .all();
  const attempts = new Map<string, ArchivedAttempt[]>();
  for (const [messageId, group] of groupBy(found, (row) => row.messageId))
    attempts.set(
      messageId,
      group.flatMap((row) => toAttempt(row) ?? []),
    );
  return attempts;
}

/** One parameter, however many there are. */
const idsIn = (ids: readonly string[]) => sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;

/** The message of a row; damage to its own columns stays in this message. Null when not even its id is left. */
function toMessage(
  row: MessageRow,
  content: {
    readonly parentId: string | null;
    readonly parts: readonly ArchivedPart[];
    readonly attempts: readonly ArchivedAttempt[];
  },
): ArchivedMessage | null {
  const { id, role, createdAt, starredAt, inclusion, startsContext, deletedAt, copiedFrom } = row;
  const whole = archivedMessageSchema.safeParse({
    id,
    role,
    status: row.status === 'streaming' ? 'interrupted' : row.status,
    createdAt,
    error: parseError(row.error),
    starredAt,
    inclusion,
    startsContext,
    deletedAt,
    copiedFrom,
    ...content,
  });
  if (whole.success) return whole.data;
  const remains: unknown = {
    id,
    parentId: content.parentId,
    role: role === 'user' ? 'user' : 'assistant',
    status: 'failed',
    createdAt: Number.isFinite(createdAt) ? createdAt : 0,
    error: null,
    starredAt: null,
    inclusion: null,
    startsContext: false,
    deletedAt: Number.isFinite(deletedAt) ? deletedAt : null,
    copiedFrom: null,
    parts: [{ part: { type: 'unreadable' }, state: null }],
    attempts: content.attempts,
  };
  return archivedMessageSchema.safeParse(remains).data ?? null;
}

/** Null for a row that is damaged: what an attempt was is said by nothing else. */
function toAttempt(row: AttemptRow): ArchivedAttempt | null {
  const { id, modelName, answeredBy, outcome, requestId, cost, startedAt, firstTokenMs, totalMs, cachedAt } =
    row;
  const archived = archivedAttemptSchema.safeParse({
    id,
    model: { providerId: row.providerId, modelId: row.modelId },
    modelName,
    answeredBy,
    outcome,
    error: parseError(row.error),
    requestId,
    usage: {
      input: row.inputTokens,
      output: row.outputTokens,
      cachedInput: row.cachedInputTokens,
      cacheWrite: row.cacheWriteTokens,
      reasoning: row.reasoningTokens,
      imageInput: row.imageInputTokens,
      imageOutput: row.imageOutputTokens,
    },
    cost,
    startedAt,
    firstTokenMs,
    totalMs,
    cachedAt,
  });
  return archived.data ?? null;
}

function parseError(text: string | null): AppErrorData | null {
  if (text === null) return null;
  try {
    return appErrorSchema.parse(JSON.parse(text));
  } catch {
    return { code: 'unknown', message: 'The reason could not be read.' };
  }
}
