import type { ImportedItem, ImportProgress } from '#shared/domain/import';
import type { Clock } from '#main/ports/clock';

/** How far an import is. */
export interface Progress {
  /** Whether it is time to tell. */
  add(item: ImportedItem): boolean;
  addPause(ms: number): void;
  now(): ImportProgress;
}

const tellEveryMs = 250;
/** How much of the past the rate is made of. */
const windowMs = 5_000;

export function createProgress(total: number | null, clock: Clock): Progress {
  let [done, messages, told, paused] = [0, 0, -Infinity, 0];
  const time = (): number => clock.monotonic() - paused;
  let marks = [{ at: time(), done: 0, messages: 0 }];
  return {
    addPause: (ms) => (paused += ms),
    add: (item) => {
      done += 1;
      messages += item.messages;
      if (clock.monotonic() - told < tellEveryMs) return false;
      told = clock.monotonic();
      return true;
    },
    now: () => {
      const at = time();
      const [first = { at, done: 0, messages: 0 }] = marks;
      const seconds = Math.max(0.001, (at - first.at) / 1000);
      marks = [...marks.filter((mark) => at - mark.at < windowMs), { at, done, messages }];
      const perSecond = (done - first.done) / seconds;
      const left = total === null ? null : Math.max(0, total - done);
      return {
        done,
        total: total === null ? null : Math.max(total, done),
        messages,
        rate: (messages - first.messages) / seconds,
        secondsLeft: left === null || perSecond <= 0 ? null : left / perSecond,
      };
    },
  };
}
