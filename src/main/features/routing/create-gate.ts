import { findRouting } from '#shared/domain/routing';
import type { BreakerView } from '#shared/domain/breaker';
import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { whyItFailed } from '#shared/errors/why-it-failed';
import type { AttemptGate, Way } from '#main/ports/attempt-gate';
import type { Clock } from '#main/ports/clock';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import type { Scheduler } from '#main/ports/scheduler';
import type { SettingsRepository } from '#main/ports/settings-repositories';
import type { Breakers } from './breaker-board';
import { RateLimits } from './rate-limit';
import { readSignals } from './read-signals';

export interface GatePorts {
  readonly breakers: Breakers;
  readonly directory: Pick<ProviderDirectory, 'find' | 'noteKeyUse'>;
  readonly settings: Pick<SettingsRepository, 'read'>;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
}

const noLimit = { requestsPerMinute: null, tokensPerMinute: null };

/** The one gate of all requests for answers and titles: breakers, and a person's own limits. */
export function createAttemptGate(ports: GatePorts): AttemptGate {
  const { breakers, directory, settings } = ports;
  const limits = new RateLimits({
    ...ports,
    limitOf: (providerId) => findRouting(settings.read().routing, providerId) ?? noLimit,
  });
  const check = (way: Way, isTry: boolean): AppErrorData | null => {
    const shut = breakers.findShut(way, isTry);
    if (shut === null) return null;
    return shut.limitedUntil === null || restsLonger(shut, shut.limitedUntil)
      ? restingError(ports, shut, way)
      : limitedError(ports, shut.limitedUntil, way);
  };
  return {
    countsTokens: (providerId) => limits.countsTokens(providerId),
    takePlace: (request, signal, onWait) => limits.takePlace(request, signal, onWait),
    check,
    waitsForPerson(way) {
      const shut = breakers.findShut(way, false);
      return shut?.state === 'open' && shut.nextTryAt === null;
    },
    enter(way, isTry) {
      const obstacle = check(way, isTry);
      if (obstacle !== null) throw new AppError(obstacle);
      const tell = breakers.enter(way);
      return {
        close(end, hasContent) {
          tell(readSignals(end, hasContent));
          if (end.outcome === 'cancelled' && !hasContent) return;
          directory.noteKeyUse(way.model.providerId, way.keyId, end.error?.code ?? null);
        },
        cancel: () => tell({ key: { type: 'neither' }, model: { type: 'neither' } }),
      };
    },
  };
}

const restsLonger = ({ state, nextTryAt }: BreakerView, limitedUntil: number): boolean =>
  state === 'open' && (nextTryAt === null || nextTryAt > limitedUntil);

function limitedError(
  { directory, clock }: GatePorts,
  until: number,
  { model: { providerId }, modelName, keyLast4 }: Way,
): AppErrorData {
  const name = directory.find(providerId)?.name ?? providerId;
  const key = keyLast4 === null ? '' : ` with the key that ends in ${keyLast4}`;
  return appError(
    'rate-limited',
    `${name} takes no more requests for ${modelName}${key} until ${timeOf(until)}, as it said.`,
    { providerId, retryAfterMs: Math.max(0, until - clock.now()) },
  );
}

function restingError(
  { directory, clock }: GatePorts,
  shut: BreakerView,
  { model, modelName }: Way,
): AppErrorData {
  const { providerId } = model;
  const provider = directory.find(providerId)?.name ?? providerId;
  const leftMs = shut.nextTryAt === null ? null : Math.max(0, shut.nextTryAt - clock.now());
  return appError('provider.resting', `${whyShut(shut, provider, modelName)} ${untilWhen(shut)}`, {
    providerId,
    ...(leftMs === null ? {} : { retryAfterMs: leftMs }),
  });
}

function whyShut({ ref, keyLast4, cause, failures }: BreakerView, provider: string, model: string): string {
  if (ref.modelId === null)
    return `${provider} did not accept the key${keyLast4 === null ? '' : ` that ends in ${keyLast4}`}.`;
  const said = cause === null ? 'failed' : whyItFailed(cause);
  return failures > 1 ? `${model} failed ${failures} times in a row: it ${said}.` : `${model} ${said}.`;
}

function untilWhen({ ref, state, nextTryAt }: BreakerView): string {
  if (state === 'half-open') return 'It is being tried just now.';
  if (nextTryAt !== null) return `Parley asks again after ${timeOf(nextTryAt)}, or when you try now.`;
  return ref.modelId === null
    ? 'Parley asks again when the key is changed, or when you try now.'
    : 'Parley asks again when you try now.';
}

const timeOf = (epochMs: number): string =>
  new Date(epochMs).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
