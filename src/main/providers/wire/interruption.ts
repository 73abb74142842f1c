import { appError, type AppErrorData } from '#shared/errors/app-error';
import type { StreamTimers } from '#main/ports/chat-provider';
import { startSilenceTimer, type SilenceTimer } from './silence-timer';

/** After the answer is whole, counts and the end marker follow at once, or never; ms. */
export const endMarkerMs = 2_500;

/** Ends an attempt from our side: Stop, or one of our timers. Stop wins over a timer that fired first. */
export interface Interruption {
  /** Aborted by either; hand it to whatever holds the socket. */
  readonly signal: AbortSignal;
  readonly cause: 'cancelled' | AppErrorData | null;
  /** Waits for something of the provider's, at most as long as the named timer allows. Rejects at once when interrupted. */
  during<T>(timer: 'first-byte' | 'idle', wait: () => Promise<T>): Promise<T>;
  /** Throws when interrupted. */
  check(): void;
  /** Something of an answer came: the no-progress timer starts again. */
  progress(): void;
  /** Whether the answer is whole: then what may still follow it has `endMarkerMs` from now. */
  wholeness(isWhole: boolean): void;
  /** Stops the timers and closes the socket, if it is still open. */
  dispose(): void;
}

export function createInterruption(stop: AbortSignal, timers: StreamTimers): Interruption {
  const controller = new AbortController();
  let timedOut: AppErrorData | null = null;
  // One slot, not a race: a promise that lives as long as the turn would remember every read.
  let rejectWait: ((error: Error) => void) | null = null;

  const interrupt = (): void => {
    controller.abort();
    rejectWait?.(new Interrupted());
    rejectWait = null;
  };
  const timeOut = (reason: TimeoutReason, ms: number): void => {
    timedOut ??= appError('timeout', `${timeoutSentences[reason]} ${durationText(ms)}.`, { reason });
    interrupt();
  };
  stop.addEventListener('abort', interrupt, { once: true });
  if (stop.aborted) controller.abort();
  const startTimer = (reason: TimeoutReason, ms: number): SilenceTimer =>
    startSilenceTimer(ms, () => timeOut(reason, ms));
  const noProgress = startTimer('no-progress', timers.noProgressMs);
  let endMarker: SilenceTimer | undefined;

  return {
    signal: controller.signal,
    get cause() {
      return stop.aborted ? 'cancelled' : timedOut;
    },
    async during(timer, wait) {
      const silence = startTimer(timer, timer === 'idle' ? timers.idleMs : timers.firstByteMs);
      try {
        return await new Promise((resolve, reject) => {
          rejectWait = reject;
          wait().then(resolve, reject);
        });
      } finally {
        silence.stop();
        rejectWait = null;
      }
    },
    check() {
      if (controller.signal.aborted) throw new Interrupted();
    },
    progress() {
      noProgress.refresh();
    },
    wholeness(isWhole) {
      endMarker?.stop();
      if (isWhole) endMarker = startTimer('idle', endMarkerMs);
    },
    dispose() {
      noProgress.stop();
      endMarker?.stop();
      stop.removeEventListener('abort', interrupt);
      controller.abort();
    },
  };
}

class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

const timeoutSentences = {
  'first-byte': 'The provider did not answer within',
  idle: 'The provider sent nothing for',
  'no-progress': 'The provider kept the connection open but sent no text for',
} as const;
type TimeoutReason = keyof typeof timeoutSentences;

const durationText = (ms: number): string =>
  ms >= 120_000 ? `${Math.round(ms / 60_000)} minutes` : `${Math.max(1, Math.round(ms / 1000))} seconds`;
