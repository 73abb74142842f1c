import { AppError, type AppErrorData } from '#shared/errors/app-error';
import type { HttpFailure } from './stream-mapper';
import { toTransportError } from './transport-error';

/** Carries a status other than 2xx, with its body, through an SDK that would keep only half of it. */
export class HttpFailureError extends Error {
  override readonly name = 'HttpFailureError';
  readonly failure: HttpFailure;

  constructor(failure: HttpFailure) {
    super(`HTTP ${failure.status}`);
    this.failure = failure;
  }
}

/** The failure that our fetch threw through an SDK, if it was one. */
export function httpFailureOf(error: unknown): HttpFailure | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth += 1) {
    if (cause instanceof HttpFailureError) return cause.failure;
  }
  return null;
}

/** SDKs wrap what our fetch throws: the cause that is ours says what happened. */
export function errorDataOf(
  error: unknown,
  toAppError: (failure: HttpFailure) => AppErrorData,
): AppErrorData {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth += 1) {
    if (cause instanceof AppError) return cause.data;
    if (cause instanceof HttpFailureError) return toAppError(cause.failure);
  }
  return toTransportError(error);
}
