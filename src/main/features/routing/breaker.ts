import type { BreakerState } from '#shared/domain/breaker';
import type { AppErrorData } from '#shared/errors/app-error';

/** Failures one after the other that open it; */
export const mostInARow = 5;
/** or half of the last so many, when they lie within the last minute. */
const lastFew = 10;
const withinMs = 60_000;
const firstRestMs = 30_000;
const longestRestMs = 600_000;
/** A used-up quota may be a new one by then. */
const quotaRestMs = 3_600_000;

/** What a request says of the way it went: `neither` is of the question, of its limits, or of a person. */
export type BreakerSignal =
  | { readonly type: 'answered' }
  | { readonly type: 'neither' }
  | { readonly type: 'failed'; readonly cause: AppErrorData }
  /** The provider said how long it takes no more (`Retry-After`). */
  | { readonly type: 'limited'; readonly waitMs: number }
  /** It will not mend by itself: the key, or what may be asked with it. */
  | { readonly type: 'refused'; readonly cause: AppErrorData };

/** One way to a model. Times are monotonic ms. */
export interface Breaker {
  readonly state: BreakerState;
  readonly since: number;
  readonly cause: AppErrorData | null;
  /** While open: when one request may go; null: when the key changes or a person tries. */
  readonly nextTryAt: number | null;
  readonly inARow: number;
  /** The last requests that counted, oldest first. */
  readonly recent: readonly { readonly at: number; readonly isFailure: boolean }[];
  /** How often it has opened without an answer between: each rest is twice the one before. */
  readonly rests: number;
  /** The one request of a half-open breaker is on its way. */
  readonly isTrying: boolean;
  /** Until then its provider takes no more; whatever else the state says. */
  readonly limitedUntil: number | null;
}

export const closedBreaker = (now: number): Breaker => ({
  state: 'closed',
  since: now,
  cause: null,
  nextTryAt: null,
  inARow: 0,
  recent: [],
  rests: 0,
  isTrying: false,
  limitedUntil: null,
});

/** Whether its provider asked for patience that is not over. */
export const isLimited = ({ limitedUntil }: Breaker, now: number): boolean =>
  limitedUntil !== null && now < limitedUntil;

const hasRested = ({ nextTryAt }: Breaker, now: number): boolean => nextTryAt !== null && now >= nextTryAt;

/** Whether a request may go. A person may try what rests, but not beside another try. */
export function letsThrough(breaker: Breaker, now: number, isPerson: boolean): boolean {
  if (isLimited(breaker, now) && !isPerson) return false;
  if (breaker.state === 'closed') return true;
  if (breaker.state === 'open') return isPerson || hasRested(breaker, now);
  return !breaker.isTrying;
}

/** A request goes that was let through. What its provider asked for before it will say again. */
export function goesThrough(breaker: Breaker, now: number): Breaker {
  if (breaker.state === 'closed') return withoutLimit(breaker);
  const since = breaker.state === 'open' ? now : breaker.since;
  return { ...breaker, state: 'half-open', since, nextTryAt: null, isTrying: true, limitedUntil: null };
}

const withoutLimit = (breaker: Breaker): Breaker =>
  breaker.limitedUntil === null ? breaker : { ...breaker, limitedUntil: null };

/** The next request decides, whatever the rest that is left. */
export function allowTry(breaker: Breaker, now: number): Breaker {
  if (breaker.state !== 'open') return withoutLimit(breaker);
  return { ...breaker, state: 'half-open', since: now, nextTryAt: null, limitedUntil: null };
}

/** What a request came to. `wasTry`: it was the one of the half-open breaker. */
export function takeSignal(breaker: Breaker, signal: BreakerSignal, now: number, wasTry: boolean): Breaker {
  if (signal.type === 'limited') {
    const limitedUntil = Math.max(breaker.limitedUntil ?? 0, now + signal.waitMs);
    return { ...breaker, limitedUntil, isTrying: breaker.isTrying && !wasTry };
  }
  // What was sent before it opened says nothing new.
  if (breaker.state !== 'closed' && !wasTry) return breaker;
  if (signal.type === 'neither') return wasTry ? { ...breaker, isTrying: false } : breaker;
  if (signal.type === 'answered') {
    if (wasTry) return closedBreaker(now);
    return { ...breaker, inARow: 0, cause: null, recent: remember(breaker, now, false) };
  }
  const failed: Breaker = {
    ...breaker,
    cause: signal.cause,
    inARow: breaker.inARow + 1,
    recent: remember(breaker, now, true),
    isTrying: false,
  };
  const opens =
    wasTry || signal.type === 'refused' || failed.inARow >= mostInARow || failsHalf(failed.recent, now);
  if (!opens) return failed;
  return {
    ...failed,
    state: 'open',
    since: now,
    rests: failed.rests + 1,
    nextTryAt: nextTry(signal, failed.rests, now),
  };
}

const remember = ({ recent }: Breaker, at: number, isFailure: boolean): Breaker['recent'] =>
  [...recent, { at, isFailure }].slice(-lastFew);

function failsHalf(recent: Breaker['recent'], now: number): boolean {
  const fresh = recent.filter(({ at }) => now - at <= withinMs);
  return fresh.length >= lastFew && fresh.filter(({ isFailure }) => isFailure).length * 2 >= fresh.length;
}

/** What a provider asks for is obeyed where it is longer. */
function nextTry(
  { type, cause }: Extract<BreakerSignal, { readonly cause: AppErrorData }>,
  rests: number,
  now: number,
): number | null {
  if (type === 'refused' && cause.code !== 'quota') return null;
  const rest = type === 'refused' ? quotaRestMs : Math.min(longestRestMs, firstRestMs * 2 ** rests);
  return now + Math.max(rest, type === 'refused' ? 0 : Math.min(cause.retryAfterMs ?? 0, longestRestMs));
}
