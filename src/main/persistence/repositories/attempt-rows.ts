import { and, eq, isNull, sql } from 'drizzle-orm';
import { conversationIdSchema } from '#shared/domain/ids';
import type { Ledger } from '#main/ports/ledger';
import type { OpenAttempt, SettleAttempt } from '#main/ports/turn-repository';
import type { Database } from '../database';
import { attempt } from '../schema/attempt';
import { message } from '../schema/message';
import { jsonOf } from './json-of';
import { preparedFor } from './lazily';
import { messageNotFound } from './not-found';
import { usageColumns } from './usage-columns';

const statementsFor = preparedFor(({ orm }) => {
  const { placeholder } = sql;
  const id = placeholder('id');
  const filled = (name: string) => sql`${placeholder(name)}`;
  return {
    conversationOf: orm
      .select({ id: message.conversationId })
      .from(message)
      .where(eq(message.id, placeholder('answerId')))
      .prepare(),
    begin: orm
      .insert(attempt)
      .values({
        id,
        messageId: placeholder('answerId'),
        conversationId: placeholder('conversationId'),
        personaId: placeholder('personaId'),
        providerId: placeholder('providerId'),
        modelId: placeholder('modelId'),
        modelName: placeholder('modelName'),
        startedAt: placeholder('startedAt'),
        cachedAt: placeholder('cachedAt'),
      })
      // One that is made with its end may be ended once more.
      .onConflictDoNothing()
      .prepare(),
    end: orm
      .update(attempt)
      .set({
        outcome: filled('outcome'),
        error: filled('error'),
        answeredBy: filled('answeredBy'),
        requestId: filled('requestId'),
        inputTokens: filled('inputTokens'),
        outputTokens: filled('outputTokens'),
        cachedInputTokens: filled('cachedInputTokens'),
        cacheWriteTokens: filled('cacheWriteTokens'),
        reasoningTokens: filled('reasoningTokens'),
        imageInputTokens: filled('imageInputTokens'),
        imageOutputTokens: filled('imageOutputTokens'),
        cost: filled('cost'),
        firstTokenMs: filled('firstTokenMs'),
        totalMs: filled('totalMs'),
      })
      .where(and(eq(attempt.id, id), isNull(attempt.outcome)))
      .prepare(),
  };
});

/** A request that goes out. Runs inside a transaction; throws `message.not-found`. */
export function beginAttempt(
  database: Database,
  ledger: Ledger,
  { answerId, model, ...open }: OpenAttempt,
): void {
  const statements = statementsFor(database);
  const answer = statements.conversationOf.get({ answerId });
  if (answer === undefined) throw messageNotFound();
  const conversationId = conversationIdSchema.parse(answer.id);
  const { pricing = null, reserved = null, personaId = null, cachedAt = null } = open;
  statements.begin.run({ ...open, ...model, answerId, conversationId, personaId, cachedAt });
  if (cachedAt === null)
    ledger.open({ ...open, model, purpose: 'turn', conversationId, personaId, pricing, reserved });
}

/** Only an attempt that still runs is ended: neither it nor the ledger changes afterwards. Runs inside a transaction. */
export function endAttempt(database: Database, ledger: Ledger, end: SettleAttempt): void {
  const { opening, images = 0, price = null, ...ended } = end;
  if (opening !== undefined) beginAttempt(database, ledger, opening);
  const { id, usage, error } = ended;
  statementsFor(database).end.run({
    id,
    outcome: end.outcome,
    error: jsonOf(error),
    answeredBy: end.answeredBy,
    requestId: end.requestId,
    ...usageColumns(usage),
    cost: end.cost,
    firstTokenMs: end.firstTokenMs,
    totalMs: end.totalMs,
  });
  // An answer that is used again has no line in it.
  if (opening === undefined) ledger.close({ ...ended, images, price });
}
