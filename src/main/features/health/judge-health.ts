import type { AppErrorData } from '#shared/errors/app-error';
import type { BreakerView } from '#shared/domain/breaker';
import type { HealthState, HealthStatus } from '#shared/domain/health';
import { judgeAttempt, type AttemptVerdict } from '#shared/domain/judge-attempt';
import type { HealthAttempt } from '#main/ports/health-repository';

/** So many of the last attempts are looked at, none older than a day. */
export const recentAttempts = 20;
export const recentMs = 86_400_000;

/** Failures in a row that make it down, and answers in a row after which it is no more. */
const downAfter = 3;
const looked = 10;
/** Of ten, two that failed are too many. */
const failingShare = 0.2;
const slowFactor = 2;
const slowBeyondMs = 1_000;
const fewestAnswers = 3;

/** What stops every request to a provider until a person does something. */
const blocking: Readonly<Partial<Record<string, string>>> = {
  auth: 'the key was not accepted',
  permission: 'the key does not allow it',
  quota: 'the quota is used up',
};
const blockingModel: Readonly<Partial<Record<string, string>>> = {
  ...blocking,
  'not-found': 'the model was not found',
};

export interface HealthInput {
  /** Newest first. */
  readonly attempts: readonly HealthAttempt[];
  /** The median time to the first word in the last week, in ms; null when unknown. */
  readonly usualMs: number | null;
  /** A breaker that is not closed, if any. */
  readonly breaker: BreakerView | null;
  readonly isModel: boolean;
}

type Judged = HealthAttempt & { readonly verdict: AttemptVerdict };

const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(1)).toString()} s`;
const times = (count: number): string => `${count} request${count === 1 ? '' : 's'}`;

/** How it does, and the rule by which it is so. Pure. */
export function judgeHealth(input: HealthInput): Pick<HealthStatus, 'state' | 'why'> {
  const judged = judge(input.attempts).filter(({ verdict }) => verdict !== 'aside');
  const { breaker } = input;
  if (breaker?.state === 'open') {
    const refused = blocking[breaker.cause?.code ?? ''];
    if (refused !== undefined) return { state: 'failing', why: `No request is sent: ${refused}.` };
    return { state: 'down', why: 'Its breaker is open after failures: for a while no request is sent.' };
  }
  const [latest] = judged;
  if (latest === undefined) return { state: 'unknown', why: 'Nothing was asked in the last 24 hours.' };
  const inARow = leading(judged, 'failed');
  if (inARow >= downAfter) return { state: 'down', why: `The last ${times(inARow)} failed.` };
  const refusal = (input.isModel ? blockingModel : blocking)[latest.errorCode ?? ''];
  if (latest.verdict === 'declined' && refusal !== undefined) {
    return { state: 'failing', why: `The last request was refused: ${refusal}.` };
  }
  return failing(judged) ?? slow(judged, input.usualMs) ?? fine(judged);
}

const judge = (attempts: readonly HealthAttempt[]): readonly Judged[] =>
  attempts.map((attempt) => ({ ...attempt, verdict: judgeAttempt(attempt) }));

function leading(judged: readonly Judged[], verdict: AttemptVerdict): number {
  const end = judged.findIndex((attempt) => attempt.verdict !== verdict);
  return end === -1 ? judged.length : end;
}

type Judgement = { readonly state: HealthState; readonly why: string };

function failing(judged: readonly Judged[]): Judgement | null {
  const counted = judged.filter(({ verdict }) => verdict !== 'declined').slice(0, looked);
  const bad = counted.filter(({ verdict }) => verdict !== 'answered').length;
  const isOften = bad >= 2 && bad / counted.length >= failingShare;
  const isNow = counted[0]?.verdict === 'failed';
  if (!isOften && !isNow) return null;
  const limited = counted.filter(({ verdict }) => verdict === 'limited').length;
  const of =
    bad === counted.length && bad === 1 ? 'The last request' : `${bad} of the last ${times(counted.length)}`;
  const how = limited === bad ? 'came too fast for its rate limit' : 'failed';
  return { state: 'failing', why: `${of} ${how}.` };
}

function slow(judged: readonly Judged[], usualMs: number | null): Judgement | null {
  const firsts = judged
    .filter(({ verdict, purpose }) => verdict === 'answered' && purpose === 'turn')
    .slice(0, looked)
    .flatMap(({ firstTokenMs }) => firstTokenMs ?? [])
    .sort((a, b) => a - b);
  const median = firsts[Math.floor((firsts.length - 1) / 2)];
  if (usualMs === null || median === undefined || firsts.length < fewestAnswers) return null;
  if (median < slowFactor * usualMs || median < usualMs + slowBeyondMs) return null;
  return {
    state: 'slow',
    why: `Answers begin after ${seconds(median)} now, and usually after ${seconds(usualMs)}.`,
  };
}

function fine(judged: readonly Judged[]): Judgement {
  const answered = leading(judged, 'answered');
  if (judged[0]?.verdict === 'limited')
    return { state: 'ok', why: 'The last request came too fast for its rate limit.' };
  const why =
    answered === 0
      ? 'It answers; the last request was not one that it accepts.'
      : answered === 1
        ? 'The last request was answered.'
        : `The last ${times(answered)} were answered.`;
  return { state: 'ok', why };
}

/**
 * Whether a person is to be told that it is down: three failures in a row say so, and two answers in a row that it is back.
 * Pure: of the same attempts it says the same.
 */
export function isAlarming(attempts: readonly HealthAttempt[]): boolean {
  let isDown = false;
  let failed = 0;
  let answered = 0;
  for (const { verdict } of judge(attempts).toReversed()) {
    if (verdict === 'aside' || verdict === 'declined' || verdict === 'limited') continue;
    failed = verdict === 'failed' ? failed + 1 : 0;
    answered = verdict === 'answered' ? answered + 1 : 0;
    if (failed >= downAfter) isDown = true;
    if (answered >= 2) isDown = false;
  }
  return isDown;
}

/** The newest failure among attempts. */
export function lastFailureIn(
  attempts: readonly HealthAttempt[],
  providerId: string,
): HealthStatus['lastFailure'] {
  const failed = judge(attempts).find(({ verdict }) => verdict !== 'aside' && verdict !== 'answered');
  return failed === undefined ? null : { at: failed.startedAt, error: errorOf(failed, providerId) };
}

const errorOf = (
  { errorCode, errorReason, errorStatus }: HealthAttempt,
  providerId: string,
): AppErrorData => ({
  code: errorCode ?? 'unknown',
  message: '',
  providerId,
  ...(errorReason === null ? {} : { reason: errorReason }),
  ...(errorStatus === null ? {} : { status: errorStatus }),
});
