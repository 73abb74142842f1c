import type { ProviderId } from '#shared/domain/ids';
import type { Clock } from '#main/ports/clock';
import type { Logger } from '#main/ports/logger';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { SettingsRepository } from '#main/ports/settings-repositories';
import type { HealthFeature } from './create-health';
import { isAlarming } from './judge-health';

export interface AlertPorts {
  readonly health: Pick<HealthFeature, 'recentOf'>;
  readonly directory: Pick<ProviderDirectory, 'list'>;
  readonly settings: Pick<SettingsRepository, 'read'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Tells a person, wherever they are. What is told of a provider takes the place of what was told of it before. */
  readonly tell: (text: string, of: ProviderId) => void;
}

export interface HealthAlerts {
  /** After a request has ended: tells once when a provider has gone down, and once when it is back. Never throws. */
  noteSettled(): void;
}

/** What was so before this start is no news. */
export function createHealthAlerts(ports: AlertPorts): HealthAlerts {
  const { health, clock } = ports;
  const startedAt = clock.now();
  const wasDown = new Map<ProviderId, boolean>();

  const look = (id: ProviderId, name: string): void => {
    const attempts = health.recentOf(id);
    const before = wasDown.get(id) ?? isAlarming(attempts.filter((attempt) => attempt.startedAt < startedAt));
    const isDown = isAlarming(attempts);
    wasDown.set(id, isDown);
    if (isDown === before || !ports.settings.read().healthAlerts) return;
    ports.tell(isDown ? `${name} is down: its last requests failed.` : `${name} answers again.`, id);
  };
  return {
    noteSettled() {
      try {
        for (const { id, name, kind, isReady } of ports.directory.list()) {
          if (isReady && kind !== 'guide') look(id, name);
        }
      } catch (error) {
        ports.logger.warn('The health of providers could not be looked at', { reason: String(error) });
      }
    },
  };
}
