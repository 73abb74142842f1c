import type { OutputOf } from '#shared/contracts/index';
import type {
  HealthCell,
  HealthFacts,
  HealthRange,
  HealthReport,
  HealthSign,
  HealthStatus,
  ProviderHealth,
} from '#shared/domain/health';
import type { ProviderId } from '#shared/domain/ids';
import { plainError } from './plain-error';

const hourMs = 3_600_000;
const counts: Readonly<Record<HealthRange, readonly [count: number, hours: number]>> = {
  day: [24, 1],
  week: [28, 6],
  month: [30, 24],
};

/** Fixed, so that pictures can be compared; the past of a page that is opened now. */
const now = (): number => Math.floor(Date.now() / hourMs) * hourMs + hourMs / 2;

const emptyCell: HealthCell = { answered: 0, failed: 0, limited: 0, declined: 0, p50: null, p95: null };

function cellsOf(range: HealthRange, kind: 'good' | 'bad' | 'none'): readonly HealthCell[] {
  return Array.from({ length: counts[range][0] }, (_, at): HealthCell => {
    if (kind === 'none' || at % 7 === 3) return emptyCell;
    const wave = 900 + 500 * Math.sin(at / 3) + (at % 5) * 90;
    const failed = kind === 'bad' && at > 17 ? 5 : at % 9 === 5 ? 1 : 0;
    const answered = failed === 5 && at > 19 ? 0 : 8 + (at % 4);
    const times = answered === 0 ? { p50: null, p95: null } : { p50: wave, p95: wave * 2.4 };
    return { ...emptyCell, answered, failed, limited: at % 8 === 4 ? 2 : 0, ...times };
  });
}

function factsOf(range: HealthRange, kind: 'good' | 'bad' | 'none'): HealthFacts {
  const cells = cellsOf(range, kind);
  const sum = (pick: (cell: HealthCell) => number): number =>
    cells.reduce((all, cell) => all + pick(cell), 0);
  const [answered, failed] = [sum((cell) => cell.answered), sum((cell) => cell.failed)];
  const isNone = kind === 'none';
  const times = (scale: number) =>
    isNone ? null : { p50: 900 * scale, p95: 2_400 * scale, p99: 5_100 * scale, count: answered };
  const share = isNone ? null : answered / (answered + failed);
  return {
    answered,
    failed,
    limited: sum((cell) => cell.limited),
    declined: isNone ? 0 : 1,
    errors: isNone
      ? []
      : [
          { code: 'overloaded', count: failed },
          { code: 'rate-limited', count: sum((cell) => cell.limited) },
          { code: 'auth', count: 1 },
        ],
    connect: times(0.21),
    firstToken: times(1),
    total: times(9),
    tokensPerSecond: isNone ? null : 61.4,
    lastFailure: isNone ? null : failure(kind === 'bad' ? 5 : 190),
    cells,
    uptime: { day: share, week: isNone ? null : 0.9912, month: isNone ? null : 1 },
  };
}

const failure = (minutesAgo: number): NonNullable<HealthStatus['lastFailure']> => ({
  at: now() - minutesAgo * 60_000,
  error: plainError('overloaded', '', { status: 529 }),
});

const statuses = {
  good: { state: 'ok', why: 'The last 20 requests were answered.', lastFailure: null },
  bad: { state: 'down', why: 'The last 6 requests failed.', lastFailure: failure(5) },
  none: { state: 'unknown', why: 'Nothing was asked in the last 24 hours.', lastFailure: null },
} as const satisfies Record<string, HealthStatus>;

function providerOf(
  range: HealthRange,
  id: string,
  name: string,
  kind: keyof typeof statuses,
  models: readonly string[],
): ProviderHealth {
  const facts = factsOf(range, kind);
  const seen = now() - 90_000;
  return {
    providerId: id as ProviderId,
    name,
    isReady: true,
    status: statuses[kind],
    facts,
    headroom:
      kind === 'none'
        ? []
        : [
            {
              keyLast4: '7f3a',
              modelId: models[0] ?? '',
              at: seen,
              headroom: [
                { of: 'requests', remaining: 499, limit: 500, resetsAt: now() + 3_600_000 },
                { of: 'tokens', remaining: 2_100, limit: 30_000, resetsAt: null },
              ],
            },
          ],
    probe:
      kind === 'none'
        ? { kind: 'list', modelName: null, nanos: 0 }
        : { kind: 'request', modelName: 'GPT-6 nano', nanos: 12_600 },
    breakerEvents:
      kind === 'bad'
        ? [
            {
              at: seen,
              ref: { providerId: id as ProviderId, modelId: models[0] ?? null, keyId: null },
              keyLast4: null,
              state: 'open',
              cause: 'overloaded',
              nextTryAt: now(),
            },
          ]
        : [],
    models: models.map((modelId) => ({ modelId, name: modelId, status: statuses[kind], facts })),
  };
}

/** Health in the page: nothing at all, all well, or one provider down. */
export class FakeHealth {
  kind: 'empty' | 'unasked' | 'good' | 'down' = 'good';
  checkFails = false;

  /** Undefined: not one of its routes. */
  answer(route: string, raw: unknown): unknown {
    switch (route) {
      case 'health.read':
        return this.#read((raw as { range: HealthRange }).range);
      case 'health.signs':
        return this.#signs();
      case 'health.check':
        return {
          error: this.checkFails ? plainError('overloaded', '') : null,
          tookMs: 640,
        } satisfies OutputOf<'health.check'>;
      case 'health.breakers':
        return this.#breakers();
      case 'health.tryBreaker':
      case 'provider.watchLocal':
        return null;
      default:
        return undefined;
    }
  }

  #read(range: HealthRange): HealthReport {
    const [count, hours] = counts[range];
    const end = now() + hourMs / 2;
    const cells = Array.from({ length: count }, (_, at) => ({
      from: end - (count - at) * hours * hourMs,
      to: end - (count - at - 1) * hours * hourMs,
    }));
    const providers = this.#providers(range);
    const kind =
      this.kind === 'empty' || this.kind === 'unasked' ? 'none' : this.kind === 'down' ? 'bad' : 'good';
    return { at: now(), overall: overalls[this.kind], cells, facts: factsOf(range, kind), providers };
  }

  #providers(range: HealthRange): readonly ProviderHealth[] {
    if (this.kind === 'empty') return [];
    const first = { unasked: 'none', good: 'good', down: 'bad' } as const;
    const second = this.kind === 'unasked' ? 'none' : 'good';
    return [
      providerOf(
        range,
        'openai',
        'OpenAI',
        first[this.kind],
        this.kind === 'unasked' ? [] : ['gpt-6', 'gpt-6-mini'],
      ),
      providerOf(range, 'anthropic', 'Anthropic', second, this.kind === 'unasked' ? [] : ['claude-6']),
    ];
  }

  #signs(): readonly HealthSign[] {
    return this.#providers('day').flatMap(({ providerId, status, models }) => [
      { providerId, modelId: null, status },
      ...models.map(({ modelId, status: own }) => ({ providerId, modelId, status: own })),
    ]);
  }

  #breakers(): OutputOf<'health.breakers'> {
    if (this.kind !== 'down') return [];
    const cause = plainError('overloaded', '', { status: 529 });
    const ref = { providerId: 'openai' as ProviderId, modelId: 'gpt-6', keyId: null };
    const limited = { ...ref, providerId: 'anthropic' as ProviderId, modelId: 'claude-sonnet' };
    return [
      {
        ref,
        keyLast4: null,
        state: 'open',
        cause,
        since: now() - 60_000,
        nextTryAt: now() + 60_000,
        limitedUntil: null,
        failures: 6,
      },
      {
        ...{ ref: limited, keyLast4: '9f3A', state: 'closed', cause: null, since: now() - 90_000 },
        ...{ nextTryAt: null, limitedUntil: now() + 20_000, failures: 0 },
      },
    ];
  }
}

const overalls = {
  empty: { state: 'unknown', sentence: 'No provider is set up yet.' },
  unasked: { state: 'unknown', sentence: 'No provider was asked in the last 24 hours.' },
  good: { state: 'ok', sentence: '2 providers were asked, and all work.' },
  down: { state: 'degraded', sentence: 'OpenAI is down.' },
} as const satisfies Record<string, HealthReport['overall']>;
