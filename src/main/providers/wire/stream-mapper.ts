import type { StreamPart } from '#shared/domain/stream-part';

/** One event of a provider's stream: the joined `data:` lines, and the name if the event has one. */
export interface ServerSentEvent {
  readonly event: string | null;
  readonly data: string;
}

/**
 * What a vendor's events mean. Pure and synchronous; one per attempt.
 *
 * It reads `event()` until `isEnded`, then `end()` once. A malformed event throws `AppError` `protocol`/`malformed`
 * (`parseEventJson` does): the text so far is kept. An error told inside the stream is a `turn-end` among the parts of
 * `event()`; nothing is read after it.
 */
export interface StreamMapper {
  event(event: ServerSentEvent): readonly StreamPart[];
  /**
   * The body is over, or `isEnded` is true. Closes the open part and gives the verdict as the last part; without the
   * end marker that is `truncated`. Empty when `event()` has given the `turn-end` already.
   */
  end(): readonly StreamPart[];
  /** The vendor's end marker was seen: reading stops at once, even when the socket is held open. */
  readonly isEnded: boolean;
  /**
   * The vendor said why the answer ends; only counts and the end marker may follow, which servers leave out. They are
   * waited for shortly, not for as long as for text.
   */
  readonly isWhole?: boolean;
}

/** A provider's answer with a status other than 2xx. Header names are in lower case; the body is cut at 64 KB. */
export interface HttpFailure {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyText: string;
}
