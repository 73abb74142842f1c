import type { AppErrorData, ErrorCode } from '#shared/errors/app-error';
import type { ProviderId } from '#shared/domain/ids';
import type { LastFailure } from '#shared/domain/health';

/** What was asked of one model within one hour. */
export interface HealthHour {
  /** Epoch ms at which the hour begins. */
  readonly from: number;
  readonly providerId: ProviderId;
  readonly modelId: string;
  readonly modelName: string;
  /** Counts of verdicts (`judgeAttempt`). */
  readonly answered: number;
  readonly failed: number;
  readonly limited: number;
  readonly declined: number;
  readonly outputTokens: number;
  /** From the first to the last token of answers, added up. */
  readonly writingMs: number;
  /** Packed, see `time-histogram.ts`. */
  readonly times: Uint8Array;
  /** Read when it is asked for: thousands of hours are looked at for the few that matter. How often each error code. */
  readonly errors: () => Readonly<Partial<Record<ErrorCode, number>>>;
  readonly hasFailure: boolean;
  readonly lastFailure: () => LastFailure | null;
}

/** A request that has ended. */
export interface HealthAttempt {
  readonly startedAt: number;
  readonly purpose: string;
  readonly outcome: string;
  readonly errorCode: ErrorCode | null;
  readonly errorReason: NonNullable<AppErrorData['reason']> | null;
  readonly errorStatus: number | null;
  readonly firstTokenMs: number | null;
}

/** A place among hours: what was read last, in their order. */
export type HealthCursor = readonly [hour: number, providerId: string, modelId: string];

/** The ledger as the health of providers, for the last month. */
export interface HealthRepository {
  /** Hours that begin at or after a time, in no order. */
  hours(from: number): readonly HealthHour[];
  /** The next ones, at most so many: from a time on, or behind a place. `next` is null when these were the last. */
  nextHours(
    from: number | HealthCursor,
    limit: number,
  ): { readonly hours: readonly HealthHour[]; readonly next: HealthCursor | null };
  /** The last requests to a model, the newest first, none of before a time. */
  recent(providerId: ProviderId, modelId: string, from: number, limit: number): readonly HealthAttempt[];
}
