import type { ProviderId } from '#shared/domain/ids';
import type { ProviderRouting } from '#shared/domain/routing';
import type { RatePlace, RatedRequest } from '#main/ports/attempt-gate';
import type { Clock } from '#main/ports/clock';
import type { Scheduler } from '#main/ports/scheduler';
import { sleep } from '#main/streaming/time-limit';

export type RateLimit = Pick<ProviderRouting, 'requestsPerMinute' | 'tokensPerMinute'>;

export interface RatePorts {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** The limits of this moment; they may change while requests wait. */
  readonly limitOf: (providerId: ProviderId) => RateLimit;
}

const windowMs = 60_000;

/** A request that was let through, at monotonic ms. */
export interface Taken {
  readonly at: number;
  readonly tokens: number;
}

/** When the next request fits into the last minute, and which limit it waits for. `taken` in order of time. */
export function nextFree(
  taken: readonly Taken[],
  limit: RateLimit,
  tokens: number,
  now: number,
): { readonly at: number; readonly waitsFor: 'requests' | 'tokens' } {
  const fresh = taken.filter(({ at }) => now - at < windowMs);
  const { requestsPerMinute, tokensPerMinute } = limit;
  const blocking = requestsPerMinute === null ? undefined : fresh[fresh.length - requestsPerMinute];
  const byRequests = blocking === undefined ? now : blocking.at + windowMs;
  let byTokens = now;
  if (tokensPerMinute !== null) {
    let sum = fresh.reduce((total, each) => total + each.tokens, tokens);
    // What is larger than the limit itself goes alone.
    for (const each of fresh) {
      if (sum <= tokensPerMinute) break;
      sum -= each.tokens;
      byTokens = each.at + windowMs;
    }
  }
  return byTokens > byRequests
    ? { at: byTokens, waitsFor: 'tokens' }
    : { at: byRequests, waitsFor: 'requests' };
}

const unlimited: RatePlace = { count: () => undefined, giveBack: () => undefined };

interface Waiter {
  readonly request: RatedRequest;
  place: RatePlace | null;
  wake: () => void;
}

/** What one provider was asked in the last minute, and who waits. */
interface Lane {
  taken: Taken[];
  readonly queue: Waiter[];
}

/** A sliding window per provider: within any minute no more than the limits say, whoever asks. */
export class RateLimits {
  readonly #ports: RatePorts;
  readonly #lanes = new Map<ProviderId, Lane>();

  constructor(ports: RatePorts) {
    this.#ports = ports;
  }

  countsTokens(id: ProviderId): boolean {
    return this.#ports.limitOf(id).tokensPerMinute !== null;
  }

  /** As `AttemptGate.takePlace`. */
  async takePlace(
    request: RatedRequest,
    signal: AbortSignal,
    onWait: (text: string) => void,
  ): Promise<RatePlace | null> {
    const { clock, scheduler, limitOf } = this.#ports;
    const lane = this.#laneOf(request.providerId);
    const waiter: Waiter = { request, place: null, wake: () => undefined };
    lane.queue.splice(placeInQueue(lane.queue, request), 0, waiter);
    for (;;) {
      if (signal.aborted) return this.#leave(lane, waiter);
      this.#letThrough(lane);
      if (waiter.place !== null) return waiter.place;
      const limit = limitOf(request.providerId);
      const now = clock.monotonic();
      const free = turnOf(lane, waiter, limit, now);
      onWait(waitText(limit, free.waitsFor, free.at - now));
      await rest(scheduler, (free.at - now) % 1_000 || 1_000, signal, waiter);
    }
  }

  #laneOf(id: ProviderId): Lane {
    const lane = this.#lanes.get(id) ?? { taken: [], queue: [] };
    this.#lanes.set(id, lane);
    return lane;
  }

  /** It was stopped: what it had goes to the next. */
  #leave(lane: Lane, waiter: Waiter): null {
    const place = lane.queue.indexOf(waiter);
    if (place !== -1) lane.queue.splice(place, 1);
    waiter.place?.giveBack();
    this.#letThrough(lane);
    return null;
  }

  /** From the front, as many as fit now. */
  #letThrough(lane: Lane): void {
    const { clock, limitOf } = this.#ports;
    for (let [first] = lane.queue; first !== undefined; [first] = lane.queue) {
      const { request } = first;
      const now = clock.monotonic();
      if (nextFree(lane.taken, limitOf(request.providerId), request.tokens, now).at > now) return;
      lane.queue.shift();
      first.place = this.#placeIn(lane, request);
      first.wake();
    }
  }

  #placeIn(lane: Lane, { providerId, tokens }: RatedRequest): RatePlace {
    const limit = this.#ports.limitOf(providerId);
    if (limit.requestsPerMinute === null && limit.tokensPerMinute === null) return unlimited;
    let mine: Taken = { at: this.#ports.clock.monotonic(), tokens };
    const { at } = mine;
    lane.taken = [...lane.taken.filter((each) => at - each.at < windowMs), mine];
    const replace = (next: readonly Taken[]): void => {
      lane.taken = lane.taken.flatMap((each) => (each === mine ? next : [each]));
      this.#letThrough(lane);
    };
    return {
      count(used) {
        if (used === null) return;
        const counted = { at, tokens: used };
        replace([counted]);
        mine = counted;
      },
      giveBack: () => replace([]),
    };
  }
}

/** Behind all who came before; a turn before what nobody waits for. */
function placeInQueue(queue: readonly Waiter[], { isTurn }: RatedRequest): number {
  const firstIdle = queue.findIndex((waiter) => !waiter.request.isTurn);
  return isTurn && firstIdle !== -1 ? firstIdle : queue.length;
}

/** When it is the turn of this one, if nothing changes: those before it go first. */
function turnOf(lane: Lane, waiter: Waiter, limit: RateLimit, now: number): ReturnType<typeof nextFree> {
  const ahead = lane.queue.slice(0, lane.queue.indexOf(waiter));
  let taken: readonly Taken[] = lane.taken;
  let at = now;
  for (const { request } of ahead) {
    at = nextFree(taken, limit, request.tokens, at).at;
    taken = [...taken, { at, tokens: request.tokens }];
  }
  return nextFree(taken, limit, waiter.request.tokens, at);
}

function rest(scheduler: Scheduler, delayMs: number, signal: AbortSignal, waiter: Waiter): Promise<void> {
  const woken = new AbortController();
  waiter.wake = () => woken.abort();
  return sleep(scheduler, delayMs, AbortSignal.any([signal, woken.signal]));
}

function waitText(limit: RateLimit, waitsFor: 'requests' | 'tokens', leftMs: number): string {
  const most = waitsFor === 'requests' ? limit.requestsPerMinute : limit.tokensPerMinute;
  const unit = most === 1 ? waitsFor.slice(0, -1) : waitsFor;
  const seconds = Math.max(1, Math.ceil(leftMs / 1_000));
  return `Waiting for your limit of ${(most ?? 0).toLocaleString('en')} ${unit} a minute. ${seconds} s`;
}
