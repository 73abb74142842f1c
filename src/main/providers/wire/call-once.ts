import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { fail, ok, type Result } from '#shared/kernel/result';
import { errorWithoutKeys } from './sent-keys';
import { startSilenceTimer } from './silence-timer';
import type { HttpFailure } from './stream-mapper';
import { errorDataOf } from './wire-error';
import { createWireFetch, type WireFetch } from './wire-fetch';

export interface CallOnceOptions<T> {
  readonly signal: AbortSignal;
  /** The whole call, in ms; 30 s unless said. */
  readonly timeoutMs?: number;
  /** Sends one request with an SDK or by hand; the signal fires at Stop and at the timeout. */
  readonly call: (fetch: WireFetch, signal: AbortSignal) => Promise<T>;
  readonly toAppError: (failure: HttpFailure) => AppErrorData;
}

/** One request with one whole answer (a list of models, a count): never throws, never waits longer than its timeout. */
export async function callOnce<T>(options: CallOnceOptions<T>): Promise<Result<T, AppErrorData>> {
  const controller = new AbortController();
  const late = new AbortController();
  const sentKeys = new Set<string>();
  let interrupt: () => void = () => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => {
      controller.abort();
      reject(new AppError(appError('cancelled', 'Stopped.')));
    };
  });
  const timer = startSilenceTimer(options.timeoutMs ?? 30_000, () => {
    late.abort();
    interrupt();
  });
  options.signal.addEventListener('abort', interrupt, { once: true });
  if (options.signal.aborted) interrupt();
  try {
    const answer = options.call(createWireFetch(null, sentKeys), controller.signal);
    return ok(await Promise.race([interrupted, answer]));
  } catch (error) {
    if (options.signal.aborted) return fail(appError('cancelled', 'Stopped.'));
    if (late.signal.aborted) {
      return fail(appError('timeout', 'The provider did not answer in time.', { reason: 'first-byte' }));
    }
    return fail(errorWithoutKeys(errorDataOf(error, options.toAppError), sentKeys));
  } finally {
    timer.stop();
    options.signal.removeEventListener('abort', interrupt);
    interrupted.catch(() => undefined);
    controller.abort();
  }
}
