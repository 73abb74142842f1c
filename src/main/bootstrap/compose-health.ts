import { createHealth, type HealthFeature } from '#main/features/health/create-health';
import { createHealthAlerts } from '#main/features/health/health-alerts';
import type { HeadroomBoard } from '#main/features/health/headroom-board';
import { createProbeSchedule, type ProbeSchedule } from '#main/features/health/probe-schedule';
import { createProbes } from '#main/features/health/probes';
import type { Store } from '#main/persistence/store';
import type { BreakerBoard } from '#main/ports/breaker-board';
import type { BudgetGate } from '#main/ports/budget-gate';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { Logger } from '#main/ports/logger';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { Scheduler } from '#main/ports/scheduler';
import type { ModelsFeature } from '#main/features/models/create-models';
import type { ProviderId } from '#shared/domain/ids';
import type { Settings } from '#shared/domain/settings';
import { v7 } from 'uuid';

interface HealthParts {
  readonly store: Pick<Store, 'health' | 'breakerHistory' | 'ledger' | 'settings'>;
  readonly directory: ProviderDirectory;
  readonly breakers: BreakerBoard;
  readonly budgets: BudgetGate;
  readonly headroom: HeadroomBoard;
  readonly models: Pick<ModelsFeature, 'list'>;
  /** 0 to 1; the system's own unless it is given. */
  readonly random?: () => number;
  readonly events: EventSink;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly logger: Logger;
  readonly onSettings: (settings: Settings) => void;
  /** Tells a person of a change; undefined where there is nobody. */
  readonly tellOfHealth?: ((text: string, of: ProviderId) => void) | undefined;
}

export interface Health {
  readonly health: HealthFeature;
  /** Checks by the clock; it follows no setting until it is told one. */
  readonly checks: ProbeSchedule;
  /** After a request has ended, whatever it was for. */
  readonly afterRequests: () => void;
  /** What was set, for what follows it here and elsewhere. */
  readonly onSettings: (settings: Settings) => void;
}

/** Health, the requests that check it, and who is told of it. */
export function composeHealth({ store, ...given }: HealthParts): Health {
  const { random = Math.random, tellOfHealth: tell = () => undefined } = given;
  const parts = { ...given, random, tell, newId: () => v7(), listModels: () => given.models.list() };
  const { ledger, settings } = store;
  const afterRequests = (): void => {
    parts.budgets.noteSettled();
    alerts.noteSettled();
    parts.events.broadcast({ type: 'health.changed' });
  };
  const probes = createProbes({ ...parts, ledger, onEnded: afterRequests });
  const health = createHealth({ ...parts, health: store.health, history: store.breakerHistory, probes });
  const alerts = createHealthAlerts({ ...parts, health, settings });
  const checks = createProbeSchedule({ ...parts, probes });
  const onSettings = (set: Settings): void => {
    checks.follow(set);
    given.onSettings(set);
  };
  return { health, checks, afterRequests, onSettings };
}
