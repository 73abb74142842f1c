import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '#shared/errors/app-error';
import type { HealthAttempt } from '#main/ports/health-repository';
import { isAlarming, judgeHealth } from './judge-health';

const answered = (firstTokenMs = 1_000): HealthAttempt => ({
  startedAt: 0,
  purpose: 'turn',
  outcome: 'complete',
  errorCode: null,
  errorReason: null,
  errorStatus: null,
  firstTokenMs,
});
const ended = (errorCode: ErrorCode, errorReason: HealthAttempt['errorReason'] = null): HealthAttempt => ({
  ...answered(),
  outcome: 'error',
  errorCode,
  errorReason,
  firstTokenMs: null,
});
const stopped: HealthAttempt = { ...answered(), outcome: 'cancelled' };
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const judge = (attempts: readonly HealthAttempt[], usualMs: number | null = 1_000) =>
  judgeHealth({ attempts, usualMs, breaker: null, isModel: false });

describe('the state', () => {
  it.each<[string, readonly HealthAttempt[], string, string]>([
    ['of nothing', [], 'unknown', 'Nothing was asked in the last 24 hours.'],
    ['of what was stopped', [stopped, ended('network', 'offline')], 'unknown', 'Nothing was asked'],
    ['of answers', times(4, answered()), 'ok', 'The last 4 requests were answered.'],
    ['of three failures', [...times(3, ended('server')), answered()], 'down', 'The last 3 requests failed.'],
    ['of one failure', [ended('overloaded')], 'failing', 'The last request failed.'],
    [
      'of a failure after answers',
      [ended('timeout'), ...times(9, answered())],
      'failing',
      '1 of the last 10 requests failed.',
    ],
    [
      'of one failure a while ago',
      [...times(9, answered()), ended('server')],
      'ok',
      'The last 9 requests were answered.',
    ],
    [
      'of rate limits',
      [answered(), ...times(2, ended('rate-limited')), answered()],
      'failing',
      '2 of the last 4 requests came too fast for its rate limit.',
    ],
    [
      'of a key',
      [ended('auth'), answered()],
      'failing',
      'The last request was refused: the key was not accepted.',
    ],
    ['of a request that was too long', [ended('context-length'), answered()], 'ok', 'It answers;'],
    [
      'of slow answers',
      [...times(3, answered(8_200)), answered(900)],
      'slow',
      'Answers begin after 8.2 s now, and usually after 1 s.',
    ],
    ['of a limit alone', [ended('rate-limited')], 'ok', 'The last request came too fast for its rate limit.'],
    ['of answers that are always slow', times(5, answered(1_900)), 'ok', 'The last 5'],
  ])('%s', (_name, attempts, state, why) => {
    const judged = judge(attempts);
    expect([judged.state, judged.why.slice(0, why.length)]).toEqual([state, why]);
  });

  it('is down while its breaker is open, whatever was answered', () => {
    const ref = { providerId: 'openai' as never, modelId: null, keyId: null };
    const breaker = {
      ref,
      keyLast4: null,
      state: 'open',
      cause: null,
      since: 0,
      nextTryAt: 1,
      limitedUntil: null,
      failures: 5,
    } as const;
    expect(judgeHealth({ attempts: [answered()], usualMs: null, breaker, isModel: false }).state).toBe(
      'down',
    );
  });
});

describe('the alarm', () => {
  // Catches: an alarm for each request of a provider that fails and answers in turns.
  it('begins after three failures in a row and ends after two answers in a row', () => {
    const [up, down] = [answered(), ended('server')];
    const told: boolean[] = [];
    const seen: HealthAttempt[] = [];
    for (const attempt of [up, down, down, up, down, down, down, up, down, up, stopped, up, up]) {
      seen.unshift(attempt);
      told.push(isAlarming(seen));
    }
    const [F, T] = [false, true];
    expect(told).toEqual([F, F, F, F, F, F, T, T, T, T, T, F, F]);
  });

  it('is not for what a person can mend, however often', () => {
    const own = fc.constantFrom(
      ended('auth'),
      ended('quota'),
      ended('rate-limited'),
      ended('network', 'dns'),
      stopped,
    );
    fc.assert(fc.property(fc.array(own, { maxLength: 20 }), (attempts) => !isAlarming(attempts)));
  });
});
