import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TurnEnd } from '#shared/domain/stream-part';
import { appError, errorCodes, type AppErrorData, type ErrorCode } from '#shared/errors/app-error';
import { RetryPolicy } from './retry-policy';
import { KeyRound, remedyFor, type NextStep } from './route-turn';

const fail = (code: ErrorCode, rest: Partial<AppErrorData> = {}): TurnEnd => ({
  type: 'turn-end',
  outcome: 'error',
  error: appError(code, 'It failed.', rest),
});

/** A round over keys that all may be used but `shut` ones, and those that are `limited` for so many ms. */
function roundOf(
  count: number,
  { shut = new Set<number>(), limited = new Map<number, number>(), longestWaitMs = 60_000 } = {},
): KeyRound {
  const policy = new RetryPolicy(() => 0.5);
  const obstacle = (key: number): AppErrorData | null => {
    const waitMs = limited.get(key);
    if (shut.has(key)) return appError('provider.resting', 'It rests.');
    return waitMs === undefined ? null : appError('rate-limited', 'Not yet.', { retryAfterMs: waitMs });
  };
  return new KeyRound({ count, policy, obstacle, longestWaitMs });
}

const keyOf = (step: NextStep): unknown => ('key' in step ? [step.do, step.key] : step.do);

describe('the keys of one model', () => {
  it('are used in their order; one that rests is passed over', () => {
    expect(keyOf(roundOf(2).begin(0))).toEqual(['ask', 0]);
    expect(keyOf(roundOf(2, { shut: new Set([0]) }).begin(0))).toEqual(['ask', 1]);
    expect(roundOf(2, { shut: new Set([0, 1]) }).begin(0)).toEqual({ do: 'leave' });
  });

  // Catches: a provider that is asked again before the time that it named in another turn is over.
  it('that were limited before are passed over, and waited for where no other is left', () => {
    const limited = new Map([
      [0, 20_000],
      [1, 8_000],
    ]);
    expect(keyOf(roundOf(3, { limited }).begin(0))).toEqual(['ask', 2]);
    const wait = { do: 'wait', key: 1, retry: { waitMs: 8_000 } };
    expect(roundOf(2, { limited }).begin(0)).toMatchObject(wait);
    expect(roundOf(3, { limited, shut: new Set([2]) }).begin(0)).toMatchObject(wait);
    expect(roundOf(1, { limited, longestWaitMs: 10_000 }).begin(0)).toEqual({ do: 'leave' });
    const round = roundOf(3, { limited });
    round.begin(0);
    expect(round.after(2, fail('auth'), 3_000)).toMatchObject(wait);
  });

  it.each(['auth', 'permission', 'quota', 'secret.locked', 'rate-limited'] as const)(
    '%s: the next one at once',
    (code) => {
      const round = roundOf(2);
      round.begin(0);
      expect(keyOf(round.after(0, fail(code), 0))).toEqual(['ask', 1]);
    },
  );

  it('a refused one is not waited for, a limited one is, when no other is left', () => {
    const round = roundOf(2);
    round.begin(0);
    expect(keyOf(round.after(0, fail('rate-limited', { retryAfterMs: 8_000 }), 0))).toEqual(['ask', 1]);
    expect(round.after(1, fail('auth'), 3_000)).toMatchObject({
      do: 'wait',
      key: 0,
      retry: { waitMs: 5_000 },
    });
  });

  it('a wait that is too long leaves the model, sooner where another is at hand', () => {
    for (const [longestWaitMs, expected] of [
      [60_000, 'wait'],
      [10_000, 'leave'],
    ] as const) {
      const round = roundOf(1, { longestWaitMs });
      round.begin(0);
      expect(round.after(0, fail('rate-limited', { retryAfterMs: 20_000 }), 0).do).toBe(expected);
    }
  });

  it('a server that fails is asked again with the same key, and with the next where that one rests', () => {
    const round = roundOf(2);
    round.begin(0);
    expect(keyOf(round.after(0, fail('server'), 0))).toEqual(['wait', 0]);
    const shut = new Set<number>();
    const other = roundOf(2, { shut });
    other.begin(0);
    shut.add(0);
    expect(keyOf(other.after(0, fail('server'), 0))).toEqual(['ask', 1]);
  });
});

it('what is of the question, or of a person, ends the turn', () => {
  const ends: readonly ErrorCode[] = [
    'content-filtered',
    'refused',
    'invalid-request',
    'cancelled',
    'length',
    'budget.ask',
    'model.no-images',
    'storage.full',
    'internal',
  ];
  expect(ends.map((code) => [code, remedyFor(appError(code, ''))])).toEqual(ends.map((code) => [code, null]));
});

// Catches: a turn that never ends, a key that is asked without end.
it('whatever fails, it ends, and no key is tried afresh twice', () => {
  const codes = errorCodes.filter((code) => remedyFor(appError(code, '')) !== null);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.record({ code: fc.constantFrom(...codes), wait: fc.option(fc.nat({ max: 70_000 })) }), {
        minLength: 100,
        maxLength: 100,
      }),
      (count, failures) => {
        const round = roundOf(count);
        const first = round.begin(0);
        let key = 'key' in first ? first.key : null;
        const fresh = [key];
        let asked = 0;
        for (const { code, wait } of failures) {
          if (key === null) break;
          asked += 1;
          const step = round.after(
            key,
            fail(code, wait === null ? {} : { retryAfterMs: wait }),
            asked * 1_000,
          );
          if (step.do === 'ask') fresh.push(step.key);
          key = 'key' in step ? step.key : null;
        }
        expect(key).toBeNull();
        expect(new Set(fresh).size).toBe(fresh.length);
        // Each key once, and what one policy allows of repetitions.
        expect(asked).toBeLessThanOrEqual(count + 7);
      },
    ),
  );
});
