import type { OutputOf } from '#shared/contracts/index';
import {
  listOfModels,
  type HealthRange,
  type HealthReport,
  type HealthSign,
  type HealthState,
  type HealthStatus,
  type ModelHealth,
  type ProviderHealth,
} from '#shared/domain/health';
import type { ProviderId } from '#shared/domain/ids';
import type { ProviderView } from '#shared/domain/provider';
import type { BreakerBoard, BreakerHistory } from '#main/ports/breaker-board';
import type { Clock } from '#main/ports/clock';
import type { Scheduler } from '#main/ports/scheduler';
import type {
  HealthAttempt,
  HealthCursor,
  HealthHour,
  HealthRepository,
} from '#main/ports/health-repository';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { HeadroomBoard } from './headroom-board';
import { createStatuses, type ProviderSum } from './health-statuses';
import { recentMs } from './judge-health';
import type { Probes } from './probes';
import { cellsOf, earliestOf, FactsSum, placesOf } from './sum-hours';

export interface HealthPorts {
  readonly health: HealthRepository;
  readonly directory: Pick<ProviderDirectory, 'list'>;
  readonly breakers: Pick<BreakerBoard, 'list'>;
  readonly history: Pick<BreakerHistory, 'list'>;
  readonly headroom: Pick<HeadroomBoard, 'list'>;
  readonly probes: Pick<Probes, 'offer' | 'check'>;
  readonly clock: Clock;
  readonly scheduler: Pick<Scheduler, 'breathe'>;
}

/** How providers and models do, from the ledger. */
export interface HealthFeature {
  read(range: HealthRange): Promise<HealthReport>;
  signs(): Promise<readonly HealthSign[]>;
  check(id: ProviderId): Promise<OutputOf<'health.check'>>;
  /** The last attempts of a provider, the newest first. */
  recentOf(id: ProviderId): readonly HealthAttempt[];
}

const mostEvents = 50;
const weekMs = 7 * 86_400_000;
/** So many hours of models, some 10 ms of work, are summed up before windows and replies get their turn. */
export const hoursAtOnce = 200;

export function createHealth(ports: HealthPorts): HealthFeature {
  const { health, clock } = ports;
  const statuses = createStatuses(ports);
  return {
    recentOf: (id) => {
      const hours = health.hours(clock.now() - recentMs).filter(({ providerId }) => providerId === id);
      return statuses.pooled(id, [...new Set(hours.map(({ modelId }) => modelId))]);
    },
    async signs() {
      const now = clock.now();
      const { providers } = await sumUp(ports, 'day', now, now - weekMs);
      return listed(ports.directory, new Map()).flatMap((view): readonly HealthSign[] => {
        if (!view.isReady) return [];
        const sums = providers.get(view.id) ?? emptySum(now);
        const models = [...sums.models]
          .map(([modelId, { sum }]) => ({
            providerId: view.id,
            modelId,
            status: statuses.ofModel(view.id, modelId, sum.usualMs),
          }))
          .filter(({ modelId, status }) => status.state !== 'unknown' && modelId !== listOfModels.modelId);
        return [{ providerId: view.id, modelId: null, status: statuses.ofProvider(view, sums) }, ...models];
      });
    },
    async read(range) {
      const now = clock.now();
      const from = earliestOf(now);
      // All that a report says, whatever its range.
      const { all, cells, providers } = await sumUp(ports, range, now, from);
      const events = ports.history.list(from).toReversed();
      const views = listed(ports.directory, providers);
      const list: ProviderHealth[] = [];
      for (const view of views) {
        const sums = providers.get(view.id) ?? emptySum(now, cells);
        list.push({
          providerId: view.id,
          name: view.name,
          isReady: view.isReady,
          status: statuses.ofProvider(view, sums),
          facts: sums.all.facts(view.id),
          headroom: ports.headroom.list(view.id),
          probe: view.isReady ? await ports.probes.offer(view.id) : null,
          breakerEvents: events.filter(({ ref }) => ref.providerId === view.id).slice(0, mostEvents),
          models: modelsOf(view.id, sums, (...model) => statuses.ofModel(...model)),
        });
        await ports.scheduler.breathe();
      }
      return { at: now, overall: overallOf(list), cells, facts: all.facts(null), providers: list };
    },
    check: (id) => ports.probes.check(id),
  };
}

const emptySum = (now: number, cells = cellsOf('day', now)): ProviderSum => ({
  all: new FactsSum(cells, now),
  models: new Map(),
});

/** Hours from a time on, the oldest first, some at a time. */
async function sumUp({ health, scheduler }: HealthPorts, range: HealthRange, now: number, from: number) {
  const sums = startSums(range, now);
  for (let place: number | HealthCursor | null = from; place !== null;) {
    const { hours, next } = health.nextHours(place, hoursAtOnce);
    sums.add(hours);
    place = next;
    await scheduler.breathe();
  }
  return sums.end();
}

function startSums(range: HealthRange, now: number) {
  const cells = cellsOf(range, now);
  const places = placesOf(cells);
  const all = new FactsSum(cells, now);
  const providers = new Map<ProviderId, ProviderSum>();
  const add = (hour: HealthHour): void => {
    const at = places.get(hour.from) ?? -1;
    let provider = providers.get(hour.providerId);
    if (provider === undefined) providers.set(hour.providerId, (provider = emptySum(now, cells)));
    let model = provider.models.get(hour.modelId);
    if (model === undefined) {
      model = { name: hour.modelName, sum: new FactsSum(cells, now) };
      provider.models.set(hour.modelId, model);
    }
    model.sum.add(hour, at);
  };
  return {
    add: (hours: readonly HealthHour[]): void => {
      for (const hour of hours) add(hour);
    },
    end: () => {
      for (const provider of providers.values()) {
        for (const { sum } of provider.models.values()) provider.all.addAll(sum);
        all.addAll(provider.all);
      }
      return { cells, all, providers };
    },
  };
}

/** Those that can be asked, and those that were; the Guide runs in Parley itself. */
const listed = (
  directory: Pick<ProviderDirectory, 'list'>,
  asked: ReadonlyMap<ProviderId, unknown>,
): readonly ProviderView[] =>
  directory.list().filter(({ id, kind, isReady }) => kind !== 'guide' && (isReady || asked.has(id)));

const modelsOf = (
  id: ProviderId,
  { models }: ProviderSum,
  statusOf: (id: ProviderId, modelId: string, usualMs: number | null) => HealthStatus,
): readonly ModelHealth[] =>
  [...models]
    .filter(([modelId]) => modelId !== listOfModels.modelId)
    .map(([modelId, { name, sum }]) => ({
      modelId,
      name,
      status: statusOf(id, modelId, sum.usualMs),
      facts: sum.facts(id),
    }))
    .sort((a, b) => countOf(b) - countOf(a) || a.name.localeCompare(b.name));

const countOf = ({ facts }: ModelHealth): number =>
  facts.answered + facts.failed + facts.limited + facts.declined;

const troubled: ReadonlySet<HealthState> = new Set(['down', 'failing', 'slow']);

/** Of those that can be asked. */
export function overallOf(
  providers: readonly Pick<ProviderHealth, 'name' | 'isReady' | 'status'>[],
): HealthReport['overall'] {
  const ready = providers.filter(({ isReady }) => isReady);
  const known = ready.filter(({ status }) => status.state !== 'unknown');
  if (ready.length === 0) return { state: 'unknown', sentence: 'No provider is set up yet.' };
  if (known.length === 0)
    return { state: 'unknown', sentence: 'No provider was asked in the last 24 hours.' };
  const bad = known.filter(({ status }) => troubled.has(status.state));
  const down = bad.filter(({ status }) => status.state === 'down');
  const names = (list: typeof bad): string =>
    new Intl.ListFormat('en-US').format(list.map(({ name }) => name));
  const verb = (list: typeof bad): string => (list.length === 1 ? 'is' : 'are');
  if (down.length === known.length) {
    return { state: 'down', sentence: `${names(down)} ${verb(down)} down.` };
  }
  if (down.length > 0) return { state: 'degraded', sentence: `${names(down)} ${verb(down)} down.` };
  if (bad.length > 0) {
    return {
      state: 'degraded',
      sentence: `${names(bad)} ${bad.length === 1 ? 'does' : 'do'} not work well.`,
    };
  }
  return {
    state: 'ok',
    sentence:
      known.length === 1 ? `${names(known)} works.` : `${known.length} providers were asked, and all work.`,
  };
}
