import { describe, expect, it } from 'vitest';
import type { TurnEnd } from '#shared/domain/stream-part';
import { appError, errorCodes, type AppErrorData, type ErrorCode } from '#shared/errors/app-error';
import { RetryPolicy, waitingText } from './retry-policy';

const end = (code: ErrorCode, rest: Partial<AppErrorData> = {}): TurnEnd => ({
  type: 'turn-end',
  outcome: 'error',
  error: appError(code, 'It failed.', rest),
});

/** Waits of all retries until the policy gives up. */
function waits(failure: TurnEnd, random = 0.5): number[] {
  const policy = new RetryPolicy(() => random);
  const all: number[] = [];
  for (let retry = policy.next(failure, false); retry !== null; retry = policy.next(failure, false)) {
    all.push(retry.waitMs);
    if (all.length > 10) throw new Error('It never gives up.');
  }
  return all;
}

describe('what is tried again', () => {
  // Catches: a wait that is not the provider's, a retry storm, a key or a quota asked again and again.
  it.each([
    [
      'rate limit obeys the provider exactly',
      end('rate-limited', { retryAfterMs: 12_000 }),
      [12_000, 12_000, 12_000],
    ],
    ['60 s is still waited', end('rate-limited', { retryAfterMs: 60_000 }), [60_000, 60_000, 60_000]],
    ['more is left to the person', end('rate-limited', { retryAfterMs: 60_001 }), []],
    ['a wait of nothing is not a storm', end('rate-limited', { retryAfterMs: 0 }), [500, 500, 500]],
    ['rate limit without a time', end('rate-limited'), [1_000, 3_000, 9_000]],
    ['overloaded', end('overloaded'), [1_000, 3_000]],
    ['overloaded with a time', end('overloaded', { retryAfterMs: 2_500 }), [2_500, 2_500]],
    ['server', end('server'), [1_000, 3_000]],
    ['gateway', end('timeout', { reason: 'gateway' }), [1_000, 3_000]],
    ['reset', end('network', { reason: 'reset' }), [1_000]],
    ['dns', end('network', { reason: 'dns' }), [1_000]],
    ['cut off before any text', end('truncated'), [1_000]],
    ['first byte', end('timeout', { reason: 'first-byte' }), [1_000]],
    ['idle', end('timeout', { reason: 'idle' }), []],
    ['refused connection', end('network', { reason: 'refused' }), []],
    ['tls', end('network', { reason: 'tls' }), []],
    ['offline', end('network', { reason: 'offline' }), []],
  ])('%s', (_name, failure, expected) => {
    expect(waits(failure)).toEqual(expected);
  });

  it('never what asking again does not mend', () => {
    const mended = new Set(['rate-limited', 'overloaded', 'server', 'truncated']);
    for (const code of errorCodes.filter((known) => !mended.has(known)))
      expect(waits(end(code)), code).toEqual([]);
  });

  it('never after content', () => {
    expect(new RetryPolicy(() => 0.5).next(end('server'), true)).toBeNull();
  });

  it('spreads waits by a quarter to either side', () => {
    expect([waits(end('server'), 0), waits(end('server'), 1)]).toEqual([
      [750, 2_250],
      [1_250, 3_750],
    ]);
  });

  it('counts kinds apart and gives up in the end', () => {
    const policy = new RetryPolicy(() => 0.5);
    const kinds = [
      end('server'),
      end('network', { reason: 'dns' }),
      end('rate-limited'),
      end('timeout', { reason: 'first-byte' }),
    ];
    const tried = Array.from({ length: 40 }, (_, index) => kinds[index % 4] ?? end('server')).filter(
      (failure) => policy.next(failure, false) !== null,
    );
    expect(tried).toHaveLength(7);
  });
});

it('says how long it waits in whole seconds, never 0', () => {
  expect(waitingText('Rate limited.', 11_001)).toBe('Rate limited. Trying again in 12 s');
  expect(waitingText('Rate limited.', 1)).toBe('Rate limited. Trying again in 1 s');
});
