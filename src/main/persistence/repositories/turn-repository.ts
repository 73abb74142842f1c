import { eq, isNull, sql } from 'drizzle-orm';
import type { AppErrorData } from '#shared/errors/app-error';
import type { StoredPart, TurnRepository } from '#main/ports/turn-repository';
import type { Database } from '../database';
import { attempt, attemptExchange } from '../schema/attempt';
import { conversation } from '../schema/conversation';
import { ledger as ledgerTable } from '../schema/ledger';
import { message } from '../schema/message';
import { part, partChunk } from '../schema/part';
import { hashMessage } from '../content-hash';
import { beginAttempt, endAttempt } from './attempt-rows';
import { jsonOf } from './json-of';
import { lazily } from './lazily';
import type { LedgerRows } from './ledger-rows';
import { livePart, type LivePart, type MessageReader } from './message-reader';
import { insertPart } from './message-parts';
import { messageNotFound } from './not-found';
import { createTurnOpener } from './turn-opener';

type MessageRow = typeof message.$inferSelect;
type SettledStatus = Exclude<MessageRow['status'], 'streaming'>;

function prepareChunks({ orm }: Database) {
  const id = sql.placeholder('id');
  return {
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
  };
}

function prepareStatements(database: Database) {
  const { orm } = database;
  const id = sql.placeholder('id');
  return {
    ...prepareChunks(database),
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
    closeMessage: lazily(() =>
      orm
        .update(message)
        .set({
          status: sql`${sql.placeholder('status')}`,
          error: sql`${sql.placeholder('error')}`,
          contentSha256: sql`${sql.placeholder('contentSha256')}`,
        })
        .where(eq(message.id, id))
        .prepare(),
    ),
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
  statements.closeMessage().run({ id, status: end.status, error, contentSha256 });
  statements.bumpRevision().run({ id: conversationId });
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
    closeMessage(statements, row, { status: 'interrupted', error: interrupted });
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
    openAttempt: (open) => write(() => beginAttempt(database, ledger, open)),
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
      write(
        () => {
          const row = statements.message().get({ id: answerId });
          if (row === undefined) throw messageNotFound();
          if (end !== null) endAttempt(database, ledger, end);
          if (row.status !== 'streaming') return;
          appendParts(database, statements, answerId, parts);
          closeMessage(statements, row, { status, error });
          // An answer that was used again is kept where it came from, and would be given again.
        },
        { isCopy: end?.opening !== undefined },
      );
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
