/** Thrown when the deadline passed before the work was done. */
export class LateError extends Error {
  override readonly name = 'LateError';
}

export interface Lane {
  /** Runs after everything before it, or rejects with `LateError` when `limitMs` (waiting included) has passed. */
  run<T>(limitMs: number, work: () => Promise<T>): Promise<T>;
  /** A piece of work is past its deadline and still occupies its thread. */
  readonly isStuck: () => boolean;
  /** A piece of work has begun and not ended. */
  readonly isBusy: () => boolean;
  /** Resolves when everything that waits has ended. */
  readonly settled: () => Promise<void>;
}

/**
 * One native call at a time. A call that hangs keeps one thread of the pool and no more: until it returns, everything
 * behind it fails at once, so that file and name look-ups, which share the pool, go on.
 */
export function createLane(onFreed: () => void = () => undefined): Lane {
  let tail: Promise<unknown> = Promise.resolve();
  let isStuck = false;
  let isBusy = false;

  return {
    isStuck: () => isStuck,
    isBusy: () => isBusy,
    settled: () => tail.then(noop),
    run<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
      if (isStuck) return Promise.reject(new LateError('an earlier call has not returned'));
      let isStarted = false;
      let isLate = false;
      const turn = tail.then(async () => {
        if (isLate) throw new LateError('its turn came too late');
        isStarted = true;
        isBusy = true;
        return work().finally(() => (isBusy = false));
      });
      tail = turn.then(noop, noop);
      return new Promise<T>((resolve, reject) => {
        const timer = setTimeout(() => {
          isLate = true;
          if (isStarted) isStuck = true;
          reject(new LateError(`no answer within ${limitMs} ms`));
        }, limitMs);
        const end = (): void => {
          clearTimeout(timer);
          if (!isLate || !isStarted) return;
          isStuck = false;
          onFreed();
        };
        turn.then(
          (value) => {
            end();
            resolve(value);
          },
          (cause: unknown) => {
            end();
            reject(cause instanceof Error ? cause : new Error(String(cause)));
          },
        );
      });
    },
  };
}

const noop = (): void => undefined;
