import type { Clock } from '#main/ports/clock';
import type { Scheduler } from '#main/ports/scheduler';

/** A clock and timers that stand still until a test moves them. */
export interface ManualTime extends Clock, Scheduler {
  /** Runs every timer that is due on the way, in order; what they cause happens before the next. */
  advance(byMs: number): Promise<void>;
  /** How many timers wait. */
  pending(): number;
}

/** Lets everything that can happen without time passing happen, messages between threads included. */
export async function settleEvents(turns = 5): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

export function manualTime(start = Date.UTC(2026, 0, 31, 12)): ManualTime {
  let elapsed = 0;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  const next = (until: number) => timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
  return {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    after(delayMs, run) {
      const timer = { at: elapsed + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    async advance(byMs) {
      const until = elapsed + byMs;
      await settleEvents();
      for (let timer = next(until); timer !== undefined; timer = next(until)) {
        timers = timers.filter((other) => other !== timer);
        elapsed = Math.max(elapsed, timer.at);
        timer.run();
        await settleEvents();
      }
      elapsed = until;
    },
    pending: () => timers.length,
  };
}

/** Waits for what other parts of the test cause; half a minute of real time is a limit for what hangs. */
export async function until<T>(find: () => T | null | undefined | false): Promise<T> {
  const limit = performance.now() + 30_000;
  for (;;) {
    const found = find();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > limit) throw new Error(`It did not happen: ${find.toString()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
