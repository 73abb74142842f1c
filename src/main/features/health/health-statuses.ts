import type { HealthStatus } from '#shared/domain/health';
import type { BreakerView } from '#shared/domain/breaker';
import type { ProviderId } from '#shared/domain/ids';
import type { ProviderView } from '#shared/domain/provider';
import type { BreakerBoard } from '#main/ports/breaker-board';
import type { Clock } from '#main/ports/clock';
import type { HealthAttempt, HealthRepository } from '#main/ports/health-repository';
import { judgeHealth, lastFailureIn, recentAttempts, recentMs } from './judge-health';
import type { FactsSum } from './sum-hours';

interface StatusPorts {
  readonly health: Pick<HealthRepository, 'recent'>;
  readonly breakers: Pick<BreakerBoard, 'list'>;
  readonly clock: Clock;
}

/** What was asked of a provider, by model. */
export interface ProviderSum {
  readonly all: FactsSum;
  readonly models: Map<string, { readonly name: string; readonly sum: FactsSum }>;
}

export interface Statuses {
  ofModel(id: ProviderId, modelId: string, usualMs: number | null): HealthStatus;
  ofProvider(view: ProviderView, sums: ProviderSum): HealthStatus;
  /** The last attempts of some models, the newest first. */
  pooled(id: ProviderId, modelIds: readonly string[]): readonly HealthAttempt[];
}

/** How providers and models do just now: by their last attempts, their breakers, and whether a local server runs. */
export function createStatuses({ health, breakers, clock }: StatusPorts): Statuses {
  const recent = (id: ProviderId, modelId: string): readonly HealthAttempt[] =>
    health.recent(id, modelId, clock.now() - recentMs, recentAttempts);
  const breakerOf = (providerId: ProviderId, modelId: string | null): BreakerView | null =>
    breakers.list().find(
      ({ ref, state }) =>
        // One key of several says nothing of the others.
        ref.keyId === null && ref.providerId === providerId && ref.modelId === modelId && state !== 'closed',
    ) ?? null;
  const pooled: Statuses['pooled'] = (id, modelIds) =>
    modelIds
      .flatMap((modelId) => recent(id, modelId))
      .sort((a, b) => b.startedAt - a.startedAt)
      .slice(0, recentAttempts);
  return {
    pooled,
    ofModel(id, modelId, usualMs) {
      const attempts = recent(id, modelId);
      const judged = judgeHealth({ attempts, usualMs, breaker: breakerOf(id, modelId), isModel: true });
      return { ...judged, lastFailure: lastFailureIn(attempts, id) };
    },
    ofProvider(view, sums) {
      const attempts = pooled(view.id, [...sums.models.keys()]);
      const lastFailure = lastFailureIn(attempts, view.id);
      if (isLocalAndOff(view)) {
        return {
          state: 'down',
          why: 'Nothing answers at its address on this computer just now.',
          lastFailure,
        };
      }
      const breaker = breakerOf(view.id, null);
      const judged = judgeHealth({ attempts, usualMs: sums.all.usualMs, breaker, isModel: false });
      return { ...judged, lastFailure };
    },
  };
}

const isLocalAndOff = ({ origin, isReady, lastError }: ProviderView): boolean =>
  origin === 'local' && isReady && lastError?.code === 'network' && lastError.reason === 'refused';
