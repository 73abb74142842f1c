import type { ReviewKind, ReviewPhase, ReviewStatus } from '#shared/domain/review';
import type { EventSink } from '#main/ports/event-sink';

/** What is reviewed and how far its opening is; windows are told of each step. */
export interface ReviewState {
  status(): ReviewStatus;
  go(phase: ReviewPhase): void;
  /** Opens what is locked: whoever waits for a passphrase gets it. */
  unlock(passphrase: string): void;
  /** Asks for a passphrase; `isWrong`: the one before did not open it. */
  askForPassphrase(isWrong: boolean): Promise<string>;
}

export function createReviewState(
  what: { readonly name: string; readonly kind: ReviewKind },
  events: Pick<EventSink, 'broadcast'>,
): ReviewState {
  let phase: ReviewPhase = { type: 'opening', share: null, doing: 'Opening' };
  let give: ((passphrase: string) => void) | null = null;
  const go = (next: ReviewPhase): void => {
    phase = next;
    events.broadcast({ type: 'review.changed' });
  };
  return {
    status: () => ({ ...what, phase }),
    go,
    unlock(passphrase) {
      give?.(passphrase);
      give = null;
    },
    askForPassphrase: (isWrong) =>
      new Promise((resolve) => {
        give = resolve;
        go({ type: 'locked', isWrong });
      }),
  };
}
