import type { AnswerHead } from '#main/ports/chat-provider';
import type { StreamPart } from '#shared/domain/stream-part';
import { chargeFor } from '#shared/domain/usage';
import type { Clock } from '#main/ports/clock';
import type { Ledger, LedgerOpening } from '#main/ports/ledger';
import { cancelledEnd, createAttemptTracker } from './attempt-tracker';

export interface MeterPorts {
  readonly ledger: Ledger;
  readonly clock: Clock;
}

/**
 * A stream that belongs to no message, with its row in the ledger: opened before the first part is asked for, closed when
 * it ends or is left. What is left before its end counts as cancelled. Throws `storage.*`, and then nothing was asked.
 */
export async function* metered(
  { ledger, clock }: MeterPorts,
  opening: Omit<LedgerOpening, 'startedAt'>,
  begin: (onAnswer: (answer: AnswerHead) => void) => AsyncIterable<StreamPart>,
): AsyncGenerator<StreamPart, void, undefined> {
  ledger.open({ ...opening, startedAt: clock.now() });
  const tracker = createAttemptTracker(clock.monotonic());
  let connectMs: number | null = null;
  try {
    for await (const part of begin((answer) => (connectMs = answer.connectMs))) {
      tracker.observe(part, clock.monotonic());
      yield part;
    }
  } finally {
    const { end, ...report } = tracker.report(cancelledEnd, clock.monotonic());
    ledger.close({
      ...report,
      id: opening.id,
      outcome: end.outcome,
      error: end.error,
      connectMs,
      ...chargeFor(report.usage, report.images, opening.pricing),
    });
  }
}
