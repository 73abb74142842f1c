import type { Clock } from '#main/ports/clock';
import type { Scheduler } from '#main/ports/scheduler';

/** How long parts may be handled in one go before windows and sockets get their turn. */
const maxSliceMs = 8;

export interface PumpPorts {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
}

/**
 * Hands every part to `accept` until the stream ends, `accept` answers true (it was the last), or the signal is aborted.
 * An aborted stream is abandoned at once, also when it hangs; what it still says is ignored. Rejects when the stream throws.
 */
export function pump<T>(
  ports: PumpPorts,
  stream: AsyncIterable<T>,
  signal: AbortSignal,
  accept: (part: T) => boolean,
): Promise<void> {
  const { clock, scheduler } = ports;
  return new Promise((resolve, reject) => {
    const iterator = stream[Symbol.asyncIterator]();
    let isOver = false;
    let sliceStart = clock.monotonic();

    const finish = (settle: () => void): void => {
      if (isOver) return;
      isOver = true;
      signal.removeEventListener('abort', onAbort);
      // A hanging stream never answers this either: nobody waits for it.
      void Promise.resolve(iterator.return?.()).catch(() => undefined);
      settle();
    };
    const onAbort = (): void => finish(resolve);

    const take = async (): Promise<void> => {
      while (!isOver) {
        const next = await iterator.next();
        // While it waited, the turn may have been stopped.
        if (hasEnded()) return;
        if (next.done === true || accept(next.value)) {
          finish(resolve);
          return;
        }
        if (clock.monotonic() - sliceStart > maxSliceMs) {
          await scheduler.breathe();
          sliceStart = clock.monotonic();
        }
      }
    };
    const hasEnded = (): boolean => isOver;

    if (signal.aborted) {
      finish(resolve);
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    take().catch((error: unknown) =>
      finish(() => reject(error instanceof Error ? error : new Error(String(error)))),
    );
  });
}
