import type { Clock } from '#main/ports/clock';

/** Calls a window may make at once, and per second; far above what a person can cause. */
const burst = 2_000;
const perSecond = 2_000;

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** One bucket of calls per window, so that a runaway window cannot hold up the others. */
export class RateLimit {
  readonly #clock: Clock;
  readonly #buckets = new Map<number, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes one call; false when the window has used up what it may. */
  take(windowId: number): boolean {
    const now = this.#clock.monotonic();
    const bucket = this.#buckets.get(windowId) ?? { tokens: burst, filledAt: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.filledAt) / 1_000) * perSecond);
    bucket.filledAt = now;
    this.#buckets.set(windowId, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  forget(windowId: number): void {
    this.#buckets.delete(windowId);
  }
}
