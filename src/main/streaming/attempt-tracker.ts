import { appError, AppError } from '#shared/errors/app-error';
import type { StreamPart, TurnEnd } from '#shared/domain/stream-part';
import { noUsage, type TokenUsage } from '#shared/domain/usage';

/** What one request to one model amounted to. Times in ms. */
export interface AttemptReport {
  readonly end: TurnEnd;
  readonly usage: TokenUsage;
  readonly answeredBy: string | null;
  readonly requestId: string | null;
  /** Pictures that came whole. */
  readonly images: number;
  readonly firstTokenMs: number | null;
  readonly totalMs: number;
}

export interface AttemptTracker {
  /** True when this was the end. */
  observe(part: StreamPart, now: number): boolean;
  report(fallback: TurnEnd, now: number): AttemptReport;
}

/** Follows one attempt from `startedAt` (monotonic ms): first token, usage, who answered, how it ended. */
export function createAttemptTracker(startedAt: number): AttemptTracker {
  let end: TurnEnd | null = null;
  let usage: TokenUsage = noUsage;
  let answeredBy: string | null = null;
  let requestId: string | null = null;
  let firstTokenMs: number | null = null;
  const images = new Set<number>();

  return {
    observe(part, now) {
      switch (part.type) {
        case 'part-delta':
        case 'image':
        case 'image-partial':
          if (part.type === 'image') images.add(part.index);
          firstTokenMs ??= now - startedAt;
          return false;
        case 'usage':
          usage = part.usage;
          return false;
        case 'answered-by':
          answeredBy = part.modelId ?? answeredBy;
          requestId = part.requestId ?? requestId;
          return false;
        case 'turn-end':
          end = part;
          return true;
        case 'part-start':
        case 'part-end':
        case 'opaque':
        case 'notice':
          return false;
      }
    },
    report: (fallback, now) => ({
      end: end ?? fallback,
      usage,
      answeredBy,
      requestId,
      images: images.size,
      firstTokenMs,
      totalMs: now - startedAt,
    }),
  };
}

export const cancelledEnd: TurnEnd = { type: 'turn-end', outcome: 'cancelled', error: null };

/** A stream that stops without saying how it ended was cut off. */
export const missingEnd: TurnEnd = {
  type: 'turn-end',
  outcome: 'truncated',
  error: appError('truncated', 'The answer was cut off before its end.'),
};

/** Providers promise not to throw; one that does is treated as having failed, not as a bug that ends the app. */
export const thrownEnd = (error: unknown): TurnEnd => ({
  type: 'turn-end',
  outcome: 'error',
  error:
    error instanceof AppError ? error.data : appError('unknown', 'The provider failed in an unknown way.'),
});
