import type { BreakerEvent, BreakerRef, BreakerView } from '#shared/domain/breaker';

/** The breakers of all providers. Windows hear `health.changed` whenever one changes. */
export interface BreakerBoard {
  /** Those that are not closed, and closed ones with failures that count or a limit; by provider and model. */
  list(): readonly BreakerView[];
  /** A person wants to try: an open breaker lets one request through, which decides. Nothing when there is none. */
  reset(ref: BreakerRef): void;
}

/** What breakers did; it outlives a restart, which open breakers need not. */
export interface BreakerHistory {
  /** Never throws for a disk that takes nothing: what could not be kept is not kept. */
  append(event: BreakerEvent): void;
  /** From `since` (epoch ms) on, oldest first; kept for 90 days. */
  list(since: number): readonly BreakerEvent[];
}
