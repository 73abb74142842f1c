import type { Scheduler } from '#main/ports/scheduler';

/** The event loop's own timers. */
export const systemScheduler: Scheduler = {
  after(delayMs, run) {
    // What is overdue by the time it is asked for is not worth a warning of Node's.
    const timer = setTimeout(run, Math.max(0, delayMs));
    return () => clearTimeout(timer);
  },
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
};
