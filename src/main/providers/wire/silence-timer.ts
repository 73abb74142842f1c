import { setImmediate } from 'node:timers';

/** From how late on a timer tells that the event loop was blocked, and how long the other side then gets to be heard; ms. */
const lateMs = 50;
const hearingMs = 1_000;

export interface SilenceTimer {
  /** Something was heard: the time starts again. */
  refresh(): void;
  stop(): void;
}

/**
 * Tells once that nothing was heard for `ms`: not that nothing was read. Node runs its timers before it looks at its sockets,
 * so after a blocked event loop a timer fires although the answer lies there. Every firing therefore waits for one turn of
 * I/O; one that comes late waits for up to a second more (never longer than `ms`), since what lay there may still have to be
 * unpacked, and what we ourselves had to send could not leave either.
 */
export function startSilenceTimer(ms: number, onSilence: () => void): SilenceTimer {
  let timer: NodeJS.Timeout;
  /** Grows whenever something is heard: a firing that waits for its turn then counts no more. */
  let round = 0;
  const arm = (delayMs: number): void => {
    const dueAt = performance.now() + delayMs;
    const mine = (round += 1);
    timer = setTimeout(() => {
      const isLate = performance.now() - dueAt > lateMs;
      // The immediates of a timer run behind the next look at the sockets, and behind what that look gave rise to.
      setImmediate(() => {
        if (mine !== round) return;
        if (isLate) arm(Math.min(ms, hearingMs));
        else onSilence();
      });
    }, delayMs);
  };
  arm(ms);
  return {
    refresh() {
      clearTimeout(timer);
      arm(ms);
    },
    stop() {
      clearTimeout(timer);
      round += 1;
    },
  };
}
