import { asc, eq, getTableColumns, sql } from 'drizzle-orm';
import { attemptViewSchema } from '#shared/contracts/inspect.contract';
import { appErrorSchema } from '#shared/errors/app-error';
import type { AttemptRepository } from '#main/ports/attempt-repository';
import type { Database } from '../database';
import { attempt, attemptExchange } from '../schema/attempt';
import { message } from '../schema/message';

type Row = typeof attempt.$inferSelect & { readonly hasExchange: number };

function parseError(text: string | null) {
  if (text === null) return null;
  try {
    return appErrorSchema.parse(JSON.parse(text));
  } catch {
    return { code: 'unknown' as const, message: 'The reason could not be read.' };
  }
}

const toView = (row: Row) =>
  attemptViewSchema.parse({
    id: row.id,
    model: { providerId: row.providerId, modelId: row.answeredBy ?? row.modelId },
    modelName: row.modelName,
    startedAt: row.startedAt,
    outcome: row.outcome,
    error: parseError(row.error),
    usage: {
      input: row.inputTokens,
      output: row.outputTokens,
      cachedInput: row.cachedInputTokens,
      cacheWrite: row.cacheWriteTokens,
      reasoning: row.reasoningTokens,
      imageInput: row.imageInputTokens,
      imageOutput: row.imageOutputTokens,
    },
    cost: row.cost,
    firstTokenMs: row.firstTokenMs,
    totalMs: row.totalMs,
    hasExchange: row.hasExchange === 1,
    cachedAt: row.cachedAt,
  });

export function createAttemptRepository({ orm, read }: Database): AttemptRepository {
  return {
    listOf: (conversationId, messageId) =>
      read(() => {
        const [row] = orm.select().from(message).where(eq(message.id, messageId)).all();
        if (row?.conversationId !== conversationId) return [];
        const hasExchange = sql<number>`EXISTS (
          SELECT 1 FROM attempt_exchange WHERE attempt_exchange.attempt_id = attempt.id)`;
        return orm
          .select({ ...getTableColumns(attempt), hasExchange })
          .from(attempt)
          .where(eq(attempt.messageId, row.copiedFrom ?? row.id))
          .orderBy(asc(attempt.position))
          .all()
          .map(toView);
      }),
    findExchange: (attemptId) =>
      read(
        () =>
          orm
            .select({
              request: attemptExchange.request,
              response: attemptExchange.response,
              status: attemptExchange.status,
            })
            .from(attemptExchange)
            .where(eq(attemptExchange.attemptId, attemptId))
            .get() ?? null,
      ),
  };
}
