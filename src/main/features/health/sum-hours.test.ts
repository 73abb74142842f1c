import { expect, it } from 'vitest';
import { providerIdSchema } from '#shared/domain/ids';
import { addPacked } from '#shared/domain/time-histogram';
import type { HealthHour } from '#main/ports/health-repository';
import { cellsOf, FactsSum, placesOf } from './sum-hours';

const hourMs = 3_600_000;
const now = new Date(2026, 10, 21, 18, 30).getTime();

const hour = (ago: number, rest: Partial<HealthHour>): HealthHour => ({
  from: Math.floor(now / hourMs) * hourMs - ago * hourMs,
  providerId: providerIdSchema.parse('openai'),
  modelId: 'm',
  modelName: 'M',
  answered: 0,
  failed: 0,
  limited: 0,
  declined: 0,
  outputTokens: 0,
  writingMs: 0,
  times: new Uint8Array(),
  errors: () => ({}),
  hasFailure: false,
  lastFailure: () => null,
  ...rest,
});

function sumOf(range: 'day' | 'week' | 'month', hours: readonly HealthHour[]) {
  const cells = cellsOf(range, now);
  const places = placesOf(cells);
  const sum = new FactsSum(cells, now);
  for (const each of hours) sum.add(each, places.get(each.from) ?? -1);
  return sum.facts('openai');
}

// Catches: a refusal or a limit that is taken for an outage, an hour that is in the wrong stretch of time.
it('uptime is the share of answers among answers and failures, by day, week and month', () => {
  const { uptime, answered, failed } = sumOf('day', [
    hour(0, { answered: 9, failed: 1, declined: 50, limited: 50 }),
    hour(23, { answered: 10 }),
    hour(30, { failed: 20 }),
    hour(24 * 20, { answered: 60 }),
  ]);
  expect(uptime).toEqual({ day: 19 / 20, week: 19 / 40, month: 79 / 100 });
  expect([answered, failed]).toEqual([19, 1]);
  expect(sumOf('day', []).uptime).toEqual({ day: null, week: null, month: null });
});

it.each([
  ['day', 24],
  ['week', 28],
  ['month', 30],
] as const)('the pieces of a %s follow each other without a gap, the last one now', (range, count) => {
  const cells = cellsOf(range, now);
  expect(cells).toHaveLength(count);
  for (const [at, { to }] of cells.entries()) expect(to).toBe(cells[at + 1]?.from ?? to);
  expect((cells.at(-1)?.from ?? 0) <= now && now < (cells.at(-1)?.to ?? 0)).toBe(true);
  const every = Array.from({ length: 24 }, (_, ago) => hour(ago, { answered: 1 }));
  const counted = sumOf(range, every).cells.reduce((sum, { answered }) => sum + answered, 0);
  expect(counted).toBe(24);
});

it('knows times, speed, errors and the last failure of its range', () => {
  const times = [100, 200, 4_000].reduce<Uint8Array>(
    (all, ms) => addPacked(all, 'firstToken', ms),
    new Uint8Array(),
  );
  const lastFailure = { at: now - 5, code: 'overloaded', reason: null, status: 529 } as const;
  const errors = () => ({ 'rate-limited': 1, overloaded: 2 });
  const facts = sumOf('day', [
    hour(1, { answered: 3, outputTokens: 500, writingMs: 10_000, times }),
    hour(2, { failed: 2, limited: 1, errors, hasFailure: true, lastFailure: () => lastFailure }),
  ]);
  expect(facts.tokensPerSecond).toBe(50);
  expect(facts.errors).toEqual([
    { code: 'overloaded', count: 2 },
    { code: 'rate-limited', count: 1 },
  ]);
  expect(facts.lastFailure).toMatchObject({ at: now - 5, error: { code: 'overloaded', status: 529 } });
  expect(facts.firstToken?.count).toBe(3);
  expect(Math.abs((facts.firstToken?.p50 ?? 0) - 200)).toBeLessThan(11);
  expect(Math.abs((facts.firstToken?.p99 ?? 0) - 4_000)).toBeLessThan(210);
  expect(facts.connect).toBeNull();
});
