import { and, eq, isNull, sql } from 'drizzle-orm';
import type { AppErrorData } from '#shared/errors/app-error';
import { conversationIdSchema } from '#shared/domain/ids';
import type { OpenAttempt, SettleAttempt, StoredPart, TurnRepository } from '#main/ports/turn-repository';
import type { Ledger } from '#main/ports/ledger';
import type { Database } from '../database';
import { attempt, attemptExchange } from '../schema/attempt';
import { conversation } from '../schema/conversation';
import { ledger as ledgerTable } from '../schema/ledger';
import { message } from '../schema/message';
import { part, partChunk } from '../schema/part';
import { hashMessage } from '../content-hash';
import { lazily } from './lazily';
import type { LedgerRows } from './ledger-rows';
import { livePart, type LivePart, type MessageReader } from './message-reader';
import { insertPart } from './message-parts';
import { messageNotFound } from './not-found';
import { createTurnOpener } from './turn-opener';

type MessageRow = typeof message.$inferSelect;
type SettledStatus = Exclude<MessageRow['status'], 'streaming'>;

export const jsonOf = (error: AppErrorData | null): string | null =>
  error === null ? null : JSON.stringify(error);

function prepareStatements({ orm }: Database) {
  const id = sql.placeholder('id');
  return {
    message: lazily(() => orm.select().from(message).where(eq(message.id, id)).prepare()),
    streaming: lazily(() =>
      orm
        .select()
        .from(message)
        // Literally as in the index of live replies, so that it is used.
        .where(sql`status = 'streaming'`)
        .prepare(),
    ),
    openRequest: lazily(() =>
      orm
        .select({ id: ledgerTable.id })
        .from(ledgerTable)
        .where(sql`outcome IS NULL`)
        .prepare(),
    ),
    partHashes: lazily(() =>
      orm
        .select({ index: part.index, sha256: part.sha256 })
        .from(part)
        .where(eq(part.messageId, id))
        .orderBy(part.index)
        .prepare(),
    ),
    lastChunk: lazily(() =>
      orm
        .select({ seq: sql<number>`coalesce(max(${partChunk.seq}), 0)` })
        .from(partChunk)
        .where(eq(partChunk.messageId, id))
        .prepare(),
    ),
    insertChunk: lazily(() =>
      orm
        .insert(partChunk)
        .values({
          messageId: id,
          seq: sql.placeholder('seq'),
          partIndex: sql.placeholder('partIndex'),
          kind: sql.placeholder('kind'),
          text: sql.placeholder('text'),
        })
        .prepare(),
    ),
    deleteChunks: lazily(() => orm.delete(partChunk).where(eq(partChunk.messageId, id)).prepare()),
    bumpRevision: lazily(() =>
      orm
        .update(conversation)
        .set({ revision: sql`${conversation.revision} + 1` })
        .where(eq(conversation.id, id))
        .prepare(),
    ),
  };
}

type Statements = ReturnType<typeof prepareStatements>;

/** Adds parts behind those of earlier turns of the same message, whatever index they were counted from. */
function appendParts(
  database: Database,
  statements: Statements,
  id: string,
  parts: readonly StoredPart[],
): void {
  const ordered = [...parts].sort((a, b) => a.index - b.index);
  const next = (statements.partHashes().all({ id }).at(-1)?.index ?? -1) + 1;
  const shift = Math.max(0, next - (ordered[0]?.index ?? next));
  for (const stored of ordered) {
    insertPart(database, id, { ...stored, index: stored.index + shift });
  }
}

/** Ends a streaming row: its parts are complete, so its hash can be made. */
function closeMessage(
  { orm }: Database,
  statements: Statements,
  row: MessageRow,
  end: { readonly status: SettledStatus; readonly error: AppErrorData | null },
): void {
  const { id, conversationId } = row;
  statements.deleteChunks().run({ id });
  const error = jsonOf(end.error);
  const hashes = statements
    .partHashes()
    .all({ id })
    .map((stored) => stored.sha256);
  const contentSha256 = hashMessage({ ...row, status: end.status, error }, hashes);
  orm.update(message).set({ status: end.status, error, contentSha256 }).where(eq(message.id, id)).run();
  statements.bumpRevision().run({ id: conversationId });
}

/** Only an attempt that still runs is ended: neither it nor the ledger changes afterwards. */
function endAttempt({ orm }: Database, ledger: Ledger, end: SettleAttempt): void {
  orm
    .update(attempt)
    .set({
      outcome: end.outcome,
      error: jsonOf(end.error),
      answeredBy: end.answeredBy,
      requestId: end.requestId,
      inputTokens: end.usage.input,
      outputTokens: end.usage.output,
      cachedInputTokens: end.usage.cachedInput,
      cacheWriteTokens: end.usage.cacheWrite,
      reasoningTokens: end.usage.reasoning,
      imageInputTokens: end.usage.imageInput,
      imageOutputTokens: end.usage.imageOutput,
      cost: end.cost,
      firstTokenMs: end.firstTokenMs,
      totalMs: end.totalMs,
    })
    .where(and(eq(attempt.id, end.id), isNull(attempt.outcome)))
    .run();
  const { images = 0, price = null } = end;
  ledger.close({ ...end, images, price });
}

function beginAttempt(
  { orm }: Database,
  statements: Statements,
  ledger: Ledger,
  { answerId, ...open }: OpenAttempt,
): void {
  const answer = statements.message().get({ id: answerId });
  if (answer === undefined) throw messageNotFound();
  const conversationId = conversationIdSchema.parse(answer.conversationId);
  const { pricing = null, reserved = null, personaId = null, cachedAt = null } = open;
  orm
    .insert(attempt)
    .values({
      id: open.id,
      messageId: answerId,
      conversationId,
      personaId,
      providerId: open.model.providerId,
      modelId: open.model.modelId,
      modelName: open.modelName,
      startedAt: open.startedAt,
      cachedAt,
    })
    .run();
  if (cachedAt === null)
    ledger.open({ ...open, purpose: 'turn', conversationId, personaId, pricing, reserved });
}

const foldLivePart = (live: LivePart): StoredPart => ({
  index: live.index,
  part: livePart(live),
  state: null,
});

const interrupted: AppErrorData = {
  code: 'interrupted',
  message: 'Parley was closed while this reply was coming in. The text so far is kept.',
};

function interruptLeftovers(
  database: Database,
  statements: Statements,
  ledger: LedgerRows,
  reader: MessageReader,
): number {
  const rows = statements.streaming().all();
  const live = reader.listLiveParts(rows.map((row) => row.id));
  for (const row of rows) {
    const own = live.filter((chunk) => chunk.messageId === row.id).map(foldLivePart);
    appendParts(database, statements, row.id, own);
    closeMessage(database, statements, row, { status: 'interrupted', error: interrupted });
  }
  database.orm
    .update(attempt)
    .set({ outcome: 'interrupted', error: jsonOf(interrupted) })
    .where(isNull(attempt.outcome))
    .run();
  ledger.interrupt();
  return rows.length;
}

export function createTurnRepository(
  database: Database,
  reader: MessageReader,
  ledger: LedgerRows,
): TurnRepository {
  const statements = prepareStatements(database);
  const openTurn = createTurnOpener(database);
  const { read, write } = database;

  return {
    openTurn: (turn) => write(() => openTurn(turn)),
    openAttempt: (open) => write(() => beginAttempt(database, statements, ledger, open)),
    checkpoint: (answerId, appends) => {
      if (appends.length === 0) return;
      write(() => {
        // A late checkpoint of a settled message would stay for ever.
        if (statements.message().get({ id: answerId })?.status !== 'streaming') return;
        let seq = statements.lastChunk().get({ id: answerId })?.seq ?? 0;
        for (const { index, kind, text } of appends) {
          seq += 1;
          statements.insertChunk().run({ id: answerId, seq, partIndex: index, kind, text });
        }
      });
    },
    settleAttempt: (end) => write(() => endAttempt(database, ledger, end)),
    settle: (answerId, status, error, parts, end) => {
      write(() => {
        const row = statements.message().get({ id: answerId });
        if (row === undefined) throw messageNotFound();
        if (end !== null) endAttempt(database, ledger, end);
        if (row.status !== 'streaming') return;
        appendParts(database, statements, answerId, parts);
        closeMessage(database, statements, row, { status, error });
      });
      return read(() => {
        const [view] = reader.listViews([answerId]);
        if (view === undefined) throw messageNotFound();
        return view;
      });
    },
    saveExchange: ({ attemptId, messageId, request, response, status }) =>
      write(() => {
        if (statements.message().get({ id: messageId }) === undefined) return;
        database.orm
          .insert(attemptExchange)
          .values({ attemptId, messageId, request, response, status })
          .onConflictDoNothing()
          .run();
      }),
    interruptLeftovers: () => {
      const hasLeftovers = read(
        () => statements.streaming().get() !== undefined || statements.openRequest().get() !== undefined,
      );
      return hasLeftovers ? write(() => interruptLeftovers(database, statements, ledger, reader)) : 0;
    },
  };
}
