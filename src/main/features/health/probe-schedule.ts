import { AppError } from '#shared/errors/app-error';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { Logger } from '#main/ports/logger';
import type { Scheduler } from '#main/ports/scheduler';
import type { BreakerBoard } from '#main/ports/breaker-board';
import type { Settings } from '#shared/domain/settings';
import type { ProviderId } from '#shared/domain/ids';
import type { Probes } from './probes';

export interface SchedulePorts {
  readonly probes: Pick<Probes, 'check'>;
  readonly directory: Pick<ProviderDirectory, 'list'>;
  readonly breakers: Pick<BreakerBoard, 'list'>;
  readonly scheduler: Scheduler;
  /** 0 to 1. */
  readonly random: () => number;
  readonly logger: Logger;
}

export interface ProbeSchedule {
  /** Begins, changes or ends it by what a person has set. */
  follow(settings: Pick<Settings, 'probeMinutes'>): void;
  /** Nothing is sent from now on, and what is on its way is left. */
  end(): void;
}

/** Many Parleys must not ask at the same second: each waits up to a tenth more or less. */
const jitter = 0.2;

/** Checks every provider that is ready, every so many minutes, while Parley runs. Off until it is asked for. */
export function createProbeSchedule(ports: SchedulePorts): ProbeSchedule {
  let minutes: Settings['probeMinutes'] = null;
  let cancel = (): void => undefined;
  let running = new AbortController();

  const round = async (signal: AbortSignal): Promise<void> => {
    const ids = ports.directory
      .list()
      .flatMap(({ id, kind, isReady }) => (isReady && kind !== 'guide' ? id : []));
    await Promise.all(ids.filter((id) => !isHeldUp(ports, id)).map((id) => checkQuietly(ports, id, signal)));
  };
  const plan = (): void => {
    if (minutes === null) return;
    const delayMs = minutes * 60_000 * (1 + (ports.random() - 0.5) * jitter);
    cancel = ports.scheduler.after(delayMs, () => {
      const { signal } = running;
      void round(signal).finally(() => {
        if (!signal.aborted) plan();
      });
    });
  };
  const end = (): void => {
    cancel();
    running.abort();
    running = new AbortController();
  };
  return {
    follow({ probeMinutes }) {
      if (probeMinutes === minutes) return;
      minutes = probeMinutes;
      end();
      plan();
    },
    end() {
      minutes = null;
      end();
    },
  };
}

/** A breaker decides by itself when the next request goes. */
const isHeldUp = ({ breakers }: SchedulePorts, id: ProviderId): boolean =>
  breakers
    .list()
    .some(({ ref, state }) => ref.providerId === id && ref.modelId === null && state !== 'closed');

async function checkQuietly(
  { probes, logger }: SchedulePorts,
  id: ProviderId,
  signal: AbortSignal,
): Promise<void> {
  try {
    await probes.check(id, signal);
  } catch (error) {
    // A budget, or a key that has gone: that is said where it is looked for.
    if (!(error instanceof AppError)) logger.warn('A check failed', { reason: String(error) });
  }
}
