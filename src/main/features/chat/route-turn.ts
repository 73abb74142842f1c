import type { AppErrorData, ErrorCode } from '#shared/errors/app-error';
import type { TurnEnd } from '#shared/domain/stream-part';
import type { Retry, RetryPolicy } from './retry-policy';

/**
 * What may mend a failure: `key` another key of the provider, `rate` time or another key, `way` asking again, `model`
 * another model alone. Null: nothing of these; the turn ends with it.
 */
export type Remedy = 'key' | 'rate' | 'way' | 'model';

const remedies: Readonly<Partial<Record<ErrorCode, Remedy>>> = {
  auth: 'key',
  permission: 'key',
  quota: 'key',
  'secret.missing': 'key',
  'secret.unavailable': 'key',
  'secret.locked': 'key',
  'secret.invalid': 'key',
  'rate-limited': 'rate',
  overloaded: 'way',
  server: 'way',
  timeout: 'way',
  network: 'way',
  truncated: 'way',
  protocol: 'way',
  unknown: 'way',
  'not-found': 'model',
  'context-length': 'model',
  'model.not-found': 'model',
  'provider.not-found': 'model',
  'provider.disabled': 'model',
  'provider.resting': 'model',
  'budget.blocked': 'model',
};

export const remedyFor = ({ code }: AppErrorData): Remedy | null => remedies[code] ?? null;

interface AskStep {
  readonly do: 'ask';
  readonly key: number;
}
interface WaitStep {
  readonly do: 'wait';
  readonly key: number;
  readonly retry: Retry;
}
/** All that this model could do is done; another may. */
interface LeaveStep {
  readonly do: 'leave';
}

/** With which key a model is asked, and after what wait; or no more. `end`: nothing mends what failed. */
export type NextStep = AskStep | WaitStep | LeaveStep | { readonly do: 'end' };

/** No key rests, and time alone is missing; null is no obstacle at all. */
const isLimit = (obstacle: AppErrorData | null): boolean =>
  obstacle === null || obstacle.code === 'rate-limited';

interface Limited {
  /** Monotonic ms at which the key may be used again, as its provider said. */
  readonly freeAt: number;
  readonly end: TurnEnd;
}

/** The keys of one model in one turn: each is tried once before anything is waited for. Numbers are places in their order. */
export class KeyRound {
  readonly #count: number;
  readonly #policy: RetryPolicy;
  readonly #obstacle: (key: number, isFresh: boolean) => AppErrorData | null;
  /** A longer wait is not worth it. */
  readonly #longestWaitMs: number;
  readonly #tried = new Set<number>();
  readonly #limited = new Map<number, Limited>();

  constructor(parts: {
    readonly count: number;
    readonly policy: RetryPolicy;
    /** Why no request goes with the key now; `isFresh`: it was not used in this turn. */
    readonly obstacle: (key: number, isFresh: boolean) => AppErrorData | null;
    readonly longestWaitMs: number;
  }) {
    this.#count = parts.count;
    this.#policy = parts.policy;
    this.#obstacle = parts.obstacle;
    this.#longestWaitMs = parts.longestWaitMs;
  }

  /** With which key it begins. A limit of an earlier turn is waited for like one of this. `now` is monotonic ms. */
  begin(now: number): Exclude<NextStep, { readonly do: 'end' }> {
    return this.#otherKey(now) ?? this.#waitForLimited(now) ?? { do: 'leave' };
  }

  /** `now` is monotonic ms. */
  after(key: number, end: TurnEnd, now: number): NextStep {
    const remedy = end.error === null ? null : remedyFor(end.error);
    if (end.error === null || remedy === null) return { do: 'end' };
    this.#limited.delete(key);
    switch (remedy) {
      case 'model':
        return { do: 'leave' };
      case 'key':
        return this.begin(now);
      case 'rate':
        this.#limit(key, end.error, now);
        return this.begin(now);
      case 'way':
        return this.#again(key, end) ?? this.#otherKey(now) ?? { do: 'leave' };
    }
  }

  #limit(key: number, error: AppErrorData, now: number): void {
    const end = { type: 'turn-end', outcome: 'error', error } as const;
    this.#limited.set(key, { freeAt: now + (error.retryAfterMs ?? 0), end });
  }

  #otherKey(now: number): AskStep | null {
    for (let key = 0; key < this.#count; key += 1) {
      if (this.#tried.has(key)) continue;
      const obstacle = this.#obstacle(key, true);
      if (obstacle === null) {
        this.#tried.add(key);
        return { do: 'ask', key };
      }
      if (isLimit(obstacle)) this.#limit(key, obstacle, now);
    }
    return null;
  }

  #again(key: number, end: TurnEnd): WaitStep | LeaveStep | null {
    // Another key does not mend what is wrong with a server; where this one rests, the next is a way on.
    if (this.#obstacle(key, false) !== null) return null;
    const retry = this.#policy.next(end, false, this.#longestWaitMs);
    return retry === null ? { do: 'leave' } : { do: 'wait', key, retry };
  }

  /** Every key that is left is limited: the one that is free first is waited for. */
  #waitForLimited(now: number): WaitStep | null {
    const [soonest] = [...this.#limited]
      .filter(([key]) => isLimit(this.#obstacle(key, false)))
      .sort(([, a], [, b]) => a.freeAt - b.freeAt);
    if (soonest === undefined) return null;
    const [key, { end, freeAt }] = soonest;
    const retry = this.#policy.next(withWait(end, freeAt - now), false, this.#longestWaitMs);
    if (retry === null) return null;
    this.#tried.add(key);
    return { do: 'wait', key, retry };
  }
}

/** What is left of the wait that a provider asked for. */
function withWait(end: TurnEnd, leftMs: number): TurnEnd {
  if (end.error?.retryAfterMs === undefined) return end;
  return { ...end, error: { ...end.error, retryAfterMs: Math.max(0, leftMs) } };
}
