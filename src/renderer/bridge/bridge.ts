import type { AppEvent } from '#shared/contracts/events';
import type { InputOf, OutputOf, RouteName } from '#shared/contracts/index';
import type { AppErrorData } from '#shared/errors/app-error';
import type { Result } from '#shared/kernel/result';

/** The only way from a window to the main process. */
export interface Bridge {
  /** Never rejects: what fails is an error as data (`ipc.closed` when the main process is gone). */
  call<R extends RouteName>(route: R, input: InputOf<R>): Promise<Result<OutputOf<R>, AppErrorData>>;
  /** Every event of the main process for this window, in order. Returns how to end it. */
  subscribe(listener: (event: AppEvent) => void): () => void;
}
