import type { Passage, RatePlace } from '#main/ports/attempt-gate';
import type { StreamPart } from '#shared/domain/stream-part';
import type { TokenUsage } from '#shared/domain/usage';
import { cancelledEnd, createAttemptTracker } from './attempt-tracker';

/** Tokens of a request, as its provider reported them; null when it did not. */
export const tokensOf = ({ input, output }: TokenUsage): number | null =>
  input === null && output === null ? null : (input ?? 0) + (output ?? 0);

/** A stream that was let through; its end is told when it ends, is left, or fails. */
export async function* throughGate(
  { passage, place }: { readonly passage: Passage; readonly place: RatePlace },
  stream: AsyncIterable<StreamPart>,
): AsyncGenerator<StreamPart, void, undefined> {
  const tracker = createAttemptTracker(0);
  try {
    for await (const part of stream) {
      tracker.observe(part, 0);
      yield part;
    }
  } finally {
    const { end, usage, firstTokenMs } = tracker.report(cancelledEnd, 0);
    passage.close(end, firstTokenMs !== null);
    place.count(tokensOf(usage));
  }
}
