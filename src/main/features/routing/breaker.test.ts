import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appError } from '#shared/errors/app-error';
import {
  allowTry,
  closedBreaker,
  goesThrough,
  isLimited,
  letsThrough,
  mostInARow,
  takeSignal,
  type Breaker,
  type BreakerSignal,
} from './breaker';

const failed: BreakerSignal = { type: 'failed', cause: appError('server', 'It failed.') };
const answered: BreakerSignal = { type: 'answered' };
const neither: BreakerSignal = { type: 'neither' };
const refused: BreakerSignal = { type: 'refused', cause: appError('auth', 'No.') };
const usedUp: BreakerSignal = { type: 'refused', cause: appError('quota', 'No more.') };

/** One request after the other, each let through first. */
function run(breaker: Breaker, now: number, ...signals: readonly BreakerSignal[]): Breaker {
  return signals.reduce((state, signal) => {
    const gone = goesThrough(state, now);
    return takeSignal(gone, signal, now, gone.isTrying);
  }, breaker);
}
const five = Array.from({ length: mostInARow }, () => failed);

describe('what opens it', () => {
  it('five failures in a row, and not four', () => {
    const four = run(closedBreaker(0), 0, ...five.slice(1));
    expect([four.state, letsThrough(four, 0, false)]).toEqual(['closed', true]);
    const open = run(four, 10, failed);
    expect([open.state, open.nextTryAt, open.cause?.code]).toEqual(['open', 30_010, 'server']);
    expect([letsThrough(open, 30_009, false), letsThrough(open, 30_010, false)]).toEqual([false, true]);
  });

  it('half of the last ten within a minute, and not over a longer time', () => {
    const mixed = [answered, failed, answered, failed, answered, failed, answered, failed, answered, failed];
    expect(run(closedBreaker(0), 0, ...mixed).state).toBe('open');
    const slow = mixed.reduce((state, signal, index) => run(state, index * 7_000, signal), closedBreaker(0));
    expect(slow.state).toBe('closed');
  });

  it('a key that is not accepted at once and for good, a quota for an hour', () => {
    const key = run(closedBreaker(0), 0, refused);
    expect([key.state, key.nextTryAt, letsThrough(key, 1e12, false)]).toEqual(['open', null, false]);
    expect(letsThrough(key, 0, true)).toBe(true);
    expect(run(closedBreaker(0), 0, usedUp).nextTryAt).toBe(3_600_000);
  });

  it('a question that is stopped or filtered says nothing', () => {
    const signals = Array.from({ length: 50 }, () => neither);
    expect(run(closedBreaker(0), 0, ...signals)).toEqual(closedBreaker(0));
  });
});

describe('a provider that says how long it takes no more', () => {
  const limited: BreakerSignal = { type: 'limited', waitMs: 20_000 };

  it('is not asked before, but by a person, and nothing failed', () => {
    const waiting = run(closedBreaker(0), 1_000, limited);
    expect([waiting.state, waiting.inARow, isLimited(waiting, 20_999)]).toEqual(['closed', 0, true]);
    expect([letsThrough(waiting, 20_999, false), letsThrough(waiting, 20_999, true)]).toEqual([false, true]);
    expect([letsThrough(waiting, 21_000, false), isLimited(waiting, 21_000)]).toEqual([true, false]);
    // Whoever goes hears anew what the limit is.
    expect(letsThrough(run(waiting, 5_000, answered), 5_000, false)).toBe(true);
  });

  it('is heard also when other requests end beside it, and the longest wait counts', () => {
    const two = takeSignal(run(closedBreaker(0), 0, limited), { type: 'limited', waitMs: 5_000 }, 0, false);
    expect(two.limitedUntil).toBe(20_000);
    expect(takeSignal(two, answered, 1, false).limitedUntil).toBe(20_000);
    const open = run(closedBreaker(0), 0, ...five);
    expect(letsThrough(takeSignal(open, { type: 'limited', waitMs: 90_000 }, 0, false), 30_001, false)).toBe(
      false,
    );
  });

  it('ends a try without a word about the server', () => {
    const open = run(closedBreaker(0), 0, ...five);
    const tried = run(open, 30_000, limited);
    expect([tried.state, tried.isTrying]).toEqual(['half-open', false]);
    expect([letsThrough(tried, 49_999, false), letsThrough(tried, 50_000, false)]).toEqual([false, true]);
  });

  it('is asked at once when a person says so', () => {
    expect(letsThrough(allowTry(run(closedBreaker(0), 0, limited), 1), 1, false)).toBe(true);
  });
});

describe('what closes it', () => {
  it('one request goes after the rest, and its answer closes', () => {
    const open = run(closedBreaker(0), 0, ...five);
    const trying = goesThrough(open, 30_000);
    expect([trying.state, letsThrough(trying, 30_000, false), letsThrough(trying, 30_000, true)]).toEqual([
      'half-open',
      false,
      false,
    ]);
    expect(takeSignal(trying, answered, 31_000, true)).toEqual(closedBreaker(31_000));
  });

  it('each failed try rests twice as long, up to ten minutes', () => {
    let [breaker, now] = [run(closedBreaker(0), 0, ...five), 0];
    const rests: number[] = [];
    for (let count = 0; count < 7; count += 1) {
      rests.push((breaker.nextTryAt ?? 0) - now);
      now = breaker.nextTryAt ?? 0;
      breaker = run(breaker, now, failed);
    }
    expect(rests).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
  });

  it('a try that was stopped leaves the next one free', () => {
    const trying = goesThrough(run(closedBreaker(0), 0, ...five), 30_000);
    const left = takeSignal(trying, neither, 30_000, true);
    expect([left.state, letsThrough(left, 30_000, false)]).toEqual(['half-open', true]);
  });

  it('a person lets one through at any time', () => {
    const open = run(closedBreaker(0), 0, refused);
    const allowed = allowTry(open, 5);
    expect([allowed.state, letsThrough(allowed, 5, false)]).toEqual(['half-open', true]);
  });
});

type Step =
  | { readonly do: 'ask'; readonly isPerson: boolean }
  | { readonly do: 'end'; readonly signal: BreakerSignal }
  | { readonly do: 'pass'; readonly ms: number };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('ask' as const), isPerson: fc.boolean() }),
    fc.record({
      do: fc.constant('end' as const),
      signal: fc.constantFrom(failed, failed, answered, neither, refused, usedUp),
    }),
    fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 700_000 }) }),
  ),
  { maxLength: 200 },
);

/** Plays requests that overlap; tells of every step what it did. */
function play(script: readonly Step[], look: (before: Breaker, now: number, step: Step) => void): Breaker {
  let [breaker, now] = [closedBreaker(0), 0];
  const running: boolean[] = [];
  for (const step of script) {
    look(breaker, now, step);
    if (step.do === 'pass') now += step.ms;
    if (step.do === 'ask' && letsThrough(breaker, now, step.isPerson)) {
      breaker = goesThrough(breaker, now);
      running.push(breaker.isTrying);
    }
    const wasTry = step.do === 'end' ? running.shift() : undefined;
    if (step.do === 'end' && wasTry !== undefined) breaker = takeSignal(breaker, step.signal, now, wasTry);
    if (running.filter((isTry) => isTry).length > 1) throw new Error('Two tries at once.');
  }
  return breaker;
}

describe('whatever happens, in whatever order', () => {
  // Catches: a late failure that opens it again, a try that is never given back, a rest without end.
  it('at most one request tries, and an open one rests for a time within its bounds', () => {
    fc.assert(
      fc.property(steps, (script) => {
        play(script, (breaker, now) => {
          if (breaker.state !== 'open' || breaker.nextTryAt === null) return;
          const rest = breaker.nextTryAt - breaker.since;
          if (rest < 30_000 || rest > 3_600_000) throw new Error(`It rests for ${rest} ms.`);
          if (letsThrough(breaker, now, false) !== now >= breaker.nextTryAt)
            throw new Error('Too early or late.');
        });
      }),
    );
  });

  it('an answer to the try that runs always closes it', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const breaker = play(script, () => undefined);
        const ready = breaker.isTrying ? breaker : goesThrough(allowTry(breaker, 1e9), 1e9);
        expect(takeSignal(ready, answered, 1e9, ready.isTrying).state).toBe('closed');
      }),
    );
  });
});
