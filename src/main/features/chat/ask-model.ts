import { AppError, type AppErrorData } from '#shared/errors/app-error';
import type { ModelInfo } from '#shared/domain/model';
import type { SettleAttempt } from '#main/ports/turn-repository';
import type { TurnVerdict } from '#main/streaming/live-turn';
import { openWays, type OpenWay } from '#main/streaming/open-ways';
import { sleep } from '#main/streaming/time-limit';
import { attemptOnce, type AttemptEnd } from './attempt-once';
import type { ChatPorts } from './chat-ports';
import { judgeTurn } from './judge-turn';
import { prepareTurn, type PreparedTurn } from './prepare-turn';
import { longestWaitMs, RetryPolicy, waitingText, type Retry } from './retry-policy';
import { KeyRound, remedyFor, type NextStep } from './route-turn';
import { sayOnce, type TurnInHand } from './turn-in-hand';

/** How often an answer that the provider paused is taken up by itself. */
const maxResumes = 3;
/** With another model at hand, a longer wait is not worth it. */
const patienceMs = 10_000;

/** How a model was come to. */
export interface Hop {
  readonly model: ModelInfo;
  /** It stands in for the model that was chosen. */
  readonly isFallback: boolean;
  /** Why it was chosen; null where a person did. */
  readonly reason: string | null;
  /** Another model can be asked when this one does not answer. */
  readonly hasNext: boolean;
  /** Called once, before the first part of its answer. */
  readonly onAnswer: () => void;
}

/** `ended`: the turn is over. `missed`: it gave nothing, and another model may. */
export type HopEnd =
  | { readonly type: 'ended'; readonly verdict: TurnVerdict }
  | { readonly type: 'missed'; readonly error: AppErrorData; readonly verdict: TurnVerdict }
  | { readonly type: 'unfit'; readonly why: string };

/** Asks one model, with every key that may help, until it answers or all that can be done with it is done. */
export async function askModel(turn: TurnInHand, hop: Hop): Promise<HopEnd> {
  try {
    const ways = openWays(turn.ports.providers, hop.model);
    const prepared = await prepareTurn(turn.ports, turn.plan, turn.context, hop);
    if (hop.isFallback && prepared.isOver) return { type: 'unfit', why: 'its window is too small' };
    return await askWithKeys(turn, hop, prepared, ways);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // A fallback is not worth a question.
    if (hop.isFallback && error.data.code === 'budget.ask')
      return { type: 'unfit', why: 'its budget asks first' };
    if (remedyFor(error.data) === null) throw error;
    return { type: 'missed', error: error.data, verdict: unsent(turn, error.data) };
  }
}

/** Nothing was asked, or no more: what was there before is still there. */
export const unsent = ({ live }: Pick<TurnInHand, 'live'>, error: AppErrorData): TurnVerdict => ({
  status: live.hasText() ? 'truncated' : 'failed',
  error,
  attempt: null,
});

async function askWithKeys(
  turn: TurnInHand,
  hop: Hop,
  prepared: PreparedTurn,
  ways: readonly OpenWay[],
): Promise<HopEnd> {
  const { ports, plan, live } = turn;
  const isTried = !hop.isFallback && (plan.isTry || isLastResort(turn, hop, ways));
  const round = new KeyRound({
    count: ways.length,
    policy: new RetryPolicy(ports.random),
    obstacle: (key, isFresh) => {
      const way = ways[key];
      return way === undefined ? null : ports.gate.check(way, isTried && isFresh);
    },
    longestWaitMs: hop.hasNext ? patienceMs : longestWaitMs,
  });
  const onAnswer = beginOnce(turn, hop, prepared);
  const begin = round.begin(ports.clock.monotonic());
  if (begin.do === 'leave') return resting(turn, ways);
  if (begin.do === 'wait') await waitVisibly(turn, begin.retry);
  let { key } = begin;
  let isTry = isTried && begin.do === 'ask';
  for (let resumes = 0; ;) {
    if (live.signal.aborted) return ended({ status: 'stopped', error: null, attempt: null });
    const way = ways[key];
    if (way === undefined) throw new Error('A key that is not there.');
    const done = await attemptOnce(turn, prepared, way, { isResumed: resumes > 0, isTry, onAnswer });
    const verdict = judge(turn, done);
    const isPaused = done.end.outcome === 'paused' && resumes < maxResumes;
    const step: NextStep = isPaused
      ? { do: 'ask', key }
      : live.hasAttemptContent()
        ? { do: 'end' }
        : round.after(key, done.end, ports.clock.monotonic());
    if (step.do === 'end' || (step.do === 'leave' && !hop.hasNext && !hop.isFallback)) {
      if (verdict.status !== 'stopped') sayOnce(turn, prepared.notices);
    }
    if (step.do === 'end') return ended(verdict);
    if (step.do === 'leave') return leave(done, verdict, resumes > 0);
    // When the ledger cannot be written, the turn ends here; settling it is retried until it is stored.
    if (!closeAttempt(ports, done.attempt)) return ended(verdict);
    if (isPaused) {
      resumes += 1;
      continue;
    }
    live.dropAttempt();
    isTry = isTried && step.do === 'ask';
    key = step.key;
    if (step.do === 'wait') await waitVisibly(turn, step.retry);
  }
}

/** A message to the only key there is, which waits for a person: then writing it is the try. */
function isLastResort({ ports }: TurnInHand, { hasNext }: Hop, ways: readonly OpenWay[]): boolean {
  const [way] = ways;
  return !hasNext && way !== undefined && ways.length === 1 && ports.gate.waitsForPerson(way);
}

const ended = (verdict: TurnVerdict): HopEnd => ({ type: 'ended', verdict });

/** What was shown of an answer is not gone on with by another model. */
function leave({ end }: AttemptEnd, verdict: TurnVerdict, isResumed: boolean): HopEnd {
  return isResumed || end.error === null ? ended(verdict) : { type: 'missed', error: end.error, verdict };
}

function resting(turn: TurnInHand, ways: readonly OpenWay[]): HopEnd {
  const error = ways.map((way) => turn.ports.gate.check(way, false)).find((obstacle) => obstacle !== null);
  // It was given free in this very moment: the next request goes.
  if (error === undefined) throw new Error('A way is neither open nor shut.');
  return { type: 'missed', error, verdict: unsent(turn, error) };
}

function judge(turn: TurnInHand, { end, attempt }: AttemptEnd): TurnVerdict {
  const { live, plan } = turn;
  if (attempt === null && end.error !== null) return unsent(turn, end.error);
  const message = {
    hasText: live.hasText(),
    hasContent: live.hasAttemptContent(),
    isContinuation: plan.isContinuation,
  };
  return { ...judgeTurn(end, message), attempt };
}

function beginOnce(turn: TurnInHand, hop: Hop, prepared: PreparedTurn): () => void {
  let hasBegun = false;
  return () => {
    if (hasBegun) return;
    hasBegun = true;
    hop.onAnswer();
    sayOnce(turn, prepared.notices);
  };
}

/** True when its row is closed, or there is none. */
export function closeAttempt(
  ports: Pick<ChatPorts, 'turns' | 'logger'>,
  attempt: SettleAttempt | null,
): boolean {
  try {
    if (attempt !== null) ports.turns.settleAttempt(attempt);
    return true;
  } catch (error) {
    ports.logger.error('An attempt could not be settled', {}, error);
    return false;
  }
}

/** Counts down in the message, second by second; Stop ends it at once. */
async function waitVisibly({ ports, live }: TurnInHand, retry: Retry): Promise<void> {
  const until = ports.clock.monotonic() + retry.waitMs;
  for (;;) {
    const left = until - ports.clock.monotonic();
    if (left <= 0 || live.signal.aborted) break;
    live.setWaiting(waitingText(retry.why, left));
    await sleep(ports.scheduler, left % 1_000 || 1_000, live.signal);
  }
  live.setWaiting(null);
}
