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

/** What follows a failed attempt: with which key the same model is asked, and after what wait; or no more. */
export type NextStep =
  | { readonly do: 'ask'; readonly key: number }
  | { readonly do: 'wait'; readonly key: number; readonly retry: Retry }
  /** All that this model could do is done; another may. */
  | { readonly do: 'leave' }
  /** Nothing mends it. */
  | { readonly do: 'end' };

interface Limited {
  /** Monotonic ms at which the key may be used again, as its provider said. */
  readonly freeAt: number;
  readonly end: TurnEnd;
}

/** The keys of one model in one turn: each is tried once before anything is waited for. Numbers are places in their order. */
export class KeyRound {
  readonly #count: number;
  readonly #policy: RetryPolicy;
  readonly #isOpen: (key: number, isFresh: boolean) => boolean;
  /** A longer wait is not worth it. */
  readonly #longestWaitMs: number;
  readonly #tried = new Set<number>();
  readonly #limited = new Map<number, Limited>();

  constructor(parts: {
    readonly count: number;
    readonly policy: RetryPolicy;
    /** Whether a request may go with the key now; `isFresh`: it was not used in this turn. */
    readonly isOpen: (key: number, isFresh: boolean) => boolean;
    readonly longestWaitMs: number;
  }) {
    this.#count = parts.count;
    this.#policy = parts.policy;
    this.#isOpen = parts.isOpen;
    this.#longestWaitMs = parts.longestWaitMs;
  }

  /** The first key that may be used; null when none may. */
  first(): number | null {
    return this.#fresh();
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
        return this.#otherKey() ?? this.#waitForLimited(now) ?? { do: 'leave' };
      case 'rate':
        this.#limited.set(key, { freeAt: now + (end.error.retryAfterMs ?? 0), end });
        return this.#otherKey() ?? this.#waitForLimited(now) ?? { do: 'leave' };
      case 'way':
        return this.#again(key, end) ?? this.#otherKey() ?? { do: 'leave' };
    }
  }

  #fresh(): number | null {
    for (let key = 0; key < this.#count; key += 1) {
      if (this.#tried.has(key) || !this.#isOpen(key, true)) continue;
      this.#tried.add(key);
      return key;
    }
    return null;
  }

  #otherKey(): NextStep | null {
    const key = this.#fresh();
    return key === null ? null : { do: 'ask', key };
  }

  #again(key: number, end: TurnEnd): NextStep | null {
    // Another key does not mend what is wrong with a server; where this one rests, the next is a way on.
    if (!this.#isOpen(key, false)) return null;
    const retry = this.#policy.next(end, false, this.#longestWaitMs);
    return retry === null ? { do: 'leave' } : { do: 'wait', key, retry };
  }

  /** Every key that is left is limited: the one that is free first is waited for. */
  #waitForLimited(now: number): NextStep | null {
    const [soonest] = [...this.#limited]
      .filter(([key]) => this.#isOpen(key, false))
      .sort(([, a], [, b]) => a.freeAt - b.freeAt);
    if (soonest === undefined) return null;
    const [key, { end, freeAt }] = soonest;
    const retry = this.#policy.next(withWait(end, freeAt - now), false, this.#longestWaitMs);
    return retry === null ? null : { do: 'wait', key, retry };
  }
}

/** What is left of the wait that a provider asked for. */
function withWait(end: TurnEnd, leftMs: number): TurnEnd {
  if (end.error?.retryAfterMs === undefined) return end;
  return { ...end, error: { ...end.error, retryAfterMs: Math.max(0, leftMs) } };
}
