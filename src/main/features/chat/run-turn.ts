import { AppError } from '#shared/errors/app-error';
import { attemptIdSchema } from '#shared/domain/ids';
import { costOf } from '#shared/domain/usage';
import type { SettleAttempt } from '#main/ports/turn-repository';
import type { AttemptReport } from '#main/streaming/attempt-tracker';
import type { TurnControls, TurnVerdict } from '#main/streaming/live-turn';
import { sleep } from '#main/streaming/time-limit';
import { admitAttempt, estimateAttempt } from './admit-attempt';
import type { ChatPorts } from './chat-ports';
import { judgeTurn } from './judge-turn';
import { prepareTurn, type PreparedTurn, type TurnPlan } from './prepare-turn';
import { recordExchange } from './record-exchange';
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
  { model, personaId, pricing, provider, request, sentImages }: PreparedTurn,
  isResumed: boolean,
): Promise<{ readonly attempt: SettleAttempt; readonly report: AttemptReport }> {
  const asked = await request(isResumed ? live.requestParts() : []);
  const id = attemptIdSchema.parse(ports.newId());
  const reserved = await estimateAttempt(ports, { model, personaId, pricing }, asked);
  admitAttempt(ports, { model, personaId, pricing }, reserved, plan, live);
  ports.turns.openAttempt({
    id,
    answerId: plan.answerId,
    model: model.ref,
    modelName: model.name,
    startedAt: ports.clock.now(),
    personaId,
    pricing,
    reserved,
  });
  const place = { attemptId: id, messageId: plan.answerId };
  let connectMs: number | null = null;
  const stream = provider.stream(
    asked,
    live.signal,
    (exchange) => void recordExchange(ports, place, exchange, sentImages),
    (answer) => (connectMs = answer.connectMs),
  );
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
    cost: costOf(usage, pricing),
    connectMs,
    firstTokenMs,
    totalMs,
  };
  return { attempt, report };
}

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
