import { AppError } from '#shared/errors/app-error';
import { attemptIdSchema, type AttemptId } from '#shared/domain/ids';
import type { StreamPart } from '#shared/domain/stream-part';
import { chargeFor } from '#shared/domain/usage';
import type { ChatProvider, ChatRequest } from '#main/ports/chat-provider';
import type { SettleAttempt } from '#main/ports/turn-repository';
import type { AttemptReport } from '#main/streaming/attempt-tracker';
import type { TurnControls, TurnVerdict } from '#main/streaming/live-turn';
import { sleep } from '#main/streaming/time-limit';
import { admitAttempt, estimateAttempt } from './admit-attempt';
import type { ChatPorts } from './chat-ports';
import { judgeTurn } from './judge-turn';
import { prepareTurn, type PreparedTurn, type TurnPlan } from './prepare-turn';
import { recordExchange } from './record-exchange';
import { findAnswer, keepAnswer, type ReusedAnswer } from './reuse-answer';
import { RetryPolicy, waitingText, type Retry } from './retry-policy';

/** How often an answer that the provider paused is taken up by itself. */
const maxResumes = 3;

/** Asks until there is an answer, a failure that asking again does not mend, or Stop. Every request is a row of the ledger. */
export async function runTurn(ports: ChatPorts, plan: TurnPlan, live: TurnControls): Promise<TurnVerdict> {
  try {
    const prepared = await prepareTurn(ports, plan, live);
    return await attemptUntilDone(ports, plan, live, prepared);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Nothing was asked, or no more, or the ledger could not be opened: what was there before is still there.
    const isCutOff = live.hasText();
    return { status: isCutOff ? 'truncated' : 'failed', error: error.data, attempt: null };
  }
}

async function attemptUntilDone(
  ports: ChatPorts,
  plan: TurnPlan,
  live: TurnControls,
  prepared: PreparedTurn,
): Promise<TurnVerdict> {
  const policy = new RetryPolicy(ports.random);
  for (let resumes = 0; ;) {
    if (live.signal.aborted) return { status: 'stopped', error: null, attempt: null };
    const { attempt, report } = await attemptOnce(ports, plan, live, prepared, resumes > 0);
    const verdict: TurnVerdict = {
      ...judgeTurn(report.end, {
        hasText: live.hasText(),
        hasContent: live.hasAttemptContent(),
        isContinuation: plan.isContinuation,
      }),
      attempt,
    };
    const isPaused = report.end.outcome === 'paused' && resumes < maxResumes;
    const retry = isPaused ? null : policy.next(report.end, live.hasAttemptContent());
    if (!isPaused && retry === null) return verdict;
    // When the ledger cannot be written, the turn ends here; settling it is retried until it is stored.
    if (!closeAttempt(ports, attempt)) return verdict;
    if (retry === null) {
      resumes += 1;
    } else {
      live.dropAttempt();
      await waitVisibly(ports, live, retry);
    }
  }
}

async function attemptOnce(
  ports: ChatPorts,
  plan: TurnPlan,
  live: TurnControls,
  prepared: PreparedTurn,
  isResumed: boolean,
): Promise<{ readonly attempt: SettleAttempt; readonly report: AttemptReport }> {
  const { pricing, request, cacheKey } = prepared;
  const asked = await request(isResumed ? live.requestParts() : []);
  const id = attemptIdSchema.parse(ports.newId());
  const key = isResumed ? null : cacheKey(asked);
  const reused = key === null || plan.asksAnew ? null : await findAnswer(ports, key);
  let connectMs: number | null = null;
  const stream =
    reused === null
      ? await askModel(ports, plan, live, prepared, {
          id,
          asked,
          key,
          onAnswer: (answer) => (connectMs = answer.connectMs),
        })
      : reuseAnswer(ports, plan, live, prepared, { id, reused });
  const report = await live.consume(stream);
  const { end, answeredBy, requestId, usage, images, firstTokenMs, totalMs } = report;
  const attempt: SettleAttempt = {
    id,
    outcome: end.outcome,
    error: end.error,
    answeredBy,
    requestId,
    usage,
    images,
    ...(reused === null ? chargeFor(usage, images, pricing) : { cost: 0, price: null }),
    connectMs,
    firstTokenMs,
    totalMs,
  };
  return { attempt, report };
}

interface AskedModel {
  readonly id: AttemptId;
  readonly asked: ChatRequest;
  readonly key: string | null;
  readonly onAnswer: Parameters<ChatProvider['stream']>[3];
}

/** Opens the row of a request, and with it the request. */
async function askModel(
  ports: ChatPorts,
  plan: TurnPlan,
  live: TurnControls,
  { model, personaId, pricing, provider, sentImages }: PreparedTurn,
  { id, asked, key, onAnswer }: AskedModel,
): Promise<AsyncIterable<StreamPart>> {
  const reserved = await estimateAttempt(ports, { model, personaId, pricing }, asked);
  admitAttempt(ports, { model, personaId, pricing }, reserved, plan, live);
  ports.turns.openAttempt({
    ...openingOf(ports, plan, { model, personaId }),
    id,
    pricing,
    reserved,
  });
  const place = { attemptId: id, messageId: plan.answerId };
  const stream = provider.stream(
    asked,
    live.signal,
    (exchange) => void recordExchange(ports, place, exchange, sentImages),
    onAnswer,
  );
  return key === null ? stream : keepAnswer(ports, key, plan.answerId, stream);
}

function reuseAnswer(
  ports: ChatPorts,
  plan: TurnPlan,
  live: TurnControls,
  prepared: PreparedTurn,
  { id, reused }: { readonly id: AttemptId; readonly reused: ReusedAnswer },
): AsyncIterable<StreamPart> {
  ports.turns.openAttempt({ ...openingOf(ports, plan, prepared), id, cachedAt: reused.createdAt });
  live.addNotice('answer.reused', reused.notice);
  return reused.stream;
}

const openingOf = (
  ports: ChatPorts,
  { answerId }: TurnPlan,
  { model, personaId }: Pick<PreparedTurn, 'model' | 'personaId'>,
) => ({ answerId, model: model.ref, modelName: model.name, startedAt: ports.clock.now(), personaId });

function closeAttempt(ports: ChatPorts, attempt: SettleAttempt): boolean {
  try {
    ports.turns.settleAttempt(attempt);
    return true;
  } catch (error) {
    ports.logger.error('An attempt could not be settled', {}, error);
    return false;
  }
}

/** Counts down in the message, second by second; Stop ends it at once. */
async function waitVisibly(ports: ChatPorts, live: TurnControls, retry: Retry): Promise<void> {
  const until = ports.clock.monotonic() + retry.waitMs;
  for (;;) {
    const left = until - ports.clock.monotonic();
    if (left <= 0 || live.signal.aborted) break;
    live.setWaiting(waitingText(retry.why, left));
    await sleep(ports.scheduler, left % 1_000 || 1_000, live.signal);
  }
  live.setWaiting(null);
}
