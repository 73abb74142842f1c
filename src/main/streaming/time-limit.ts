import type { Scheduler } from '#main/ports/scheduler';

/**
 * Runs something that must answer within `limitMs`; after that its signal is aborted and `onTimeout` answers instead,
 * even when it never ends.
 */
export function withTimeLimit<T>(
  scheduler: Scheduler,
  limitMs: number,
  run: (signal: AbortSignal) => Promise<T>,
  onTimeout: () => T,
): Promise<T> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const cancel = scheduler.after(limitMs, () => {
      controller.abort();
      resolve(onTimeout());
    });
    run(controller.signal).then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

/** Waits; ends early when the signal is aborted. */
export function sleep(scheduler: Scheduler, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const finish = (): void => {
      cancel();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = scheduler.after(delayMs, finish);
    signal.addEventListener('abort', finish, { once: true });
  });
}
