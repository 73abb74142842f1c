import { applyStreamOp } from '#shared/domain/apply-stream-op';
import type { StreamId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import type { LiveTurn, StreamBatch } from '#shared/domain/stream-batch';

export type BatchOutcome =
  /** A duplicate, or of a turn that has ended. */
  | { readonly type: 'ignored' }
  /** Something is missing: watch again to get all so far. */
  | { readonly type: 'gap' }
  | { readonly type: 'live'; readonly live: LiveTurn }
  /** The turn has ended; `message` is what was stored. */
  | { readonly type: 'settled'; readonly message: MessageView };

/**
 * What a batch makes of the live turn: duplicates change nothing, a gap is never filled by guessing. `hasText` says that
 * the message already holds parts from before this turn (a reply that goes on), which only a watch can tell.
 */
export function takeBatch(
  live: LiveTurn | null,
  endedStream: StreamId | null,
  batch: StreamBatch,
  hasText = false,
): BatchOutcome {
  if (batch.streamId === endedStream) return { type: 'ignored' };
  // What was stored is the whole message: it does not matter what was missed before it.
  if (batch.settled !== null) return { type: 'settled', message: batch.settled };
  if (live?.streamId !== batch.streamId && (batch.seq !== 1 || hasText)) return { type: 'gap' };
  const current: LiveTurn =
    live?.streamId === batch.streamId
      ? live
      : {
          conversationId: batch.conversationId,
          streamId: batch.streamId,
          messageId: batch.messageId,
          seq: 0,
          parts: [],
          waiting: null,
        };
  if (batch.seq <= current.seq) return { type: 'ignored' };
  if (batch.seq !== current.seq + 1) return { type: 'gap' };
  let { parts } = current;
  // Places may be left out between parts: what a window does not see has a place too.
  for (const op of batch.ops) parts = applyStreamOp(parts, op);
  return { type: 'live', live: { ...current, seq: batch.seq, parts, waiting: batch.waiting } };
}
