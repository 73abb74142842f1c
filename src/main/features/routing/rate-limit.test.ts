import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RatePlace } from '#main/ports/attempt-gate';
import { providerIdSchema } from '#shared/domain/ids';
import { manualTime, settleEvents } from '../../../../tests/fakes/manual-time';
import { nextFree, RateLimits, type RateLimit, type Taken } from './rate-limit';

const providerId = providerIdSchema.parse('openai');

function setUp(limit: RateLimit) {
  const time = manualTime();
  const rule = { current: limit };
  const limits = new RateLimits({ clock: time, scheduler: time, limitOf: () => rule.current });
  const went: string[] = [];
  const waits: string[] = [];
  const stop = new AbortController();
  const ask = (name: string, rest: { tokens?: number; isTurn?: boolean } = {}): Promise<RatePlace | null> =>
    limits
      .takePlace({ providerId, tokens: 0, isTurn: true, ...rest }, stop.signal, (text) => waits.push(text))
      .then((place) => {
        if (place !== null) went.push(name);
        return place;
      });
  return { time, rule, ask, went, waits, stop };
}

describe('requests a minute', () => {
  it('go at once while there is room, then in their order, each as soon as it may', async () => {
    const { time, ask, went, waits } = setUp({ requestsPerMinute: 2, tokensPerMinute: null });
    for (const name of ['a', 'b', 'c', 'd', 'e']) void ask(name);
    await settleEvents();
    expect(went).toEqual(['a', 'b']);
    expect(waits).toEqual([
      'Waiting for your limit of 2 requests a minute. 60 s',
      'Waiting for your limit of 2 requests a minute. 60 s',
      'Waiting for your limit of 2 requests a minute. 120 s',
    ]);
    await time.advance(59_999);
    expect(went).toEqual(['a', 'b']);
    await time.advance(1);
    expect(went).toEqual(['a', 'b', 'c', 'd']);
    await time.advance(60_000);
    expect(went).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(time.pending()).toBe(0);
  });

  it('what nobody waits for goes behind every turn', async () => {
    const { time, ask, went } = setUp({ requestsPerMinute: 1, tokensPerMinute: null });
    void ask('first');
    void ask('title', { isTurn: false });
    void ask('turn');
    await time.advance(60_000);
    expect(went).toEqual(['first', 'turn']);
    await time.advance(60_000);
    expect(went).toEqual(['first', 'turn', 'title']);
  });

  it('one that was not sent gives its place to the next; Stop ends a wait', async () => {
    const { ask, went, stop, time } = setUp({ requestsPerMinute: 1, tokensPerMinute: null });
    const first = await ask('first');
    void ask('second');
    const third = ask('third');
    first?.giveBack();
    await settleEvents();
    expect(went).toEqual(['first', 'second']);
    stop.abort();
    expect(await third).toBeNull();
    expect(time.pending()).toBe(0);
  });

  it('a limit that is lifted lets go what waits', async () => {
    const { time, rule, ask, went } = setUp({ requestsPerMinute: 1, tokensPerMinute: null });
    void ask('first');
    void ask('second');
    await settleEvents();
    rule.current = { requestsPerMinute: null, tokensPerMinute: null };
    await time.advance(1_000);
    expect(went).toEqual(['first', 'second']);
  });
});

describe('tokens a minute', () => {
  it('count as they were used, and what is larger than the limit goes alone', async () => {
    const { time, ask, went, waits } = setUp({ requestsPerMinute: null, tokensPerMinute: 1_000 });
    const first = await ask('first', { tokens: 100 });
    first?.count(950);
    void ask('second', { tokens: 100 });
    void ask('huge', { tokens: 5_000 });
    await settleEvents();
    expect([went, waits[0]]).toEqual([['first'], 'Waiting for your limit of 1,000 tokens a minute. 60 s']);
    await time.advance(60_000);
    expect(went).toEqual(['first', 'second']);
    await time.advance(60_000);
    expect(went).toEqual(['first', 'second', 'huge']);
  });
});

it('within any minute there are never more requests, or more tokens, than the limits say', () => {
  const limits = fc.record({
    requestsPerMinute: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
    tokensPerMinute: fc.option(fc.integer({ min: 100, max: 1_000 }), { nil: null }),
  });
  const asks = fc.array(
    fc.record({ after: fc.nat({ max: 40_000 }), tokens: fc.integer({ min: 1, max: 100 }) }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(limits, asks, (limit, script) => {
      let now = 0;
      let taken: readonly Taken[] = [];
      for (const { after, tokens } of script) {
        now = nextFree(taken, limit, tokens, now + after).at;
        taken = [...taken, { at: now, tokens }];
      }
      for (const { at } of taken) {
        const minute = taken.filter((each) => each.at >= at && each.at < at + 60_000);
        expect(minute.length).toBeLessThanOrEqual(limit.requestsPerMinute ?? Infinity);
        const sum = minute.reduce((total, { tokens }) => total + tokens, 0);
        expect(sum).toBeLessThanOrEqual(limit.tokensPerMinute ?? Infinity);
      }
    }),
  );
});
