import type { KeyId, ProviderId } from '#shared/domain/ids';
import type { ModelRef } from '#shared/domain/model';
import type { TurnEnd } from '#shared/domain/stream-part';
import type { AppErrorData } from '#shared/errors/app-error';

/** One model, asked with one key. */
export interface Way {
  readonly model: ModelRef;
  readonly modelName: string;
  /** Null: the provider has one key, or needs none. */
  readonly keyId: KeyId | null;
  readonly keyLast4: string | null;
}

/** A request that was let through. */
export interface Passage {
  /** How it ended, once. `hasContent`: an answer had begun. */
  close(end: TurnEnd, hasContent: boolean): void;
  /** It was not sent after all. */
  cancel(): void;
}

/** A place in what a provider may be asked a minute. */
export interface RatePlace {
  /** What the request really took, in tokens; null leaves it at the estimate. */
  count(tokens: number | null): void;
  /** It was not sent after all. */
  giveBack(): void;
}

export interface RatedRequest {
  readonly providerId: ProviderId;
  /** An estimate; 0 where tokens do not count. */
  readonly tokens: number;
  /** Somebody waits for it; what nobody waits for never goes before. */
  readonly isTurn: boolean;
}

/** Asked before every request, each retry included: whether it may go now. */
export interface AttemptGate {
  /**
   * Why no request goes this way now; null when one may. `provider.resting`, or `rate-limited` with what is left of the
   * time that the provider asked for. `isTry`: a person wants it tried.
   */
  check(way: Way, isTry: boolean): AppErrorData | null;
  /** No request goes this way until the key is changed or a person tries: there is no time at which it would go by itself. */
  waitsForPerson(way: Way): boolean;
  /** Lets one request through, to be sent in the same tick. Throws what `check` answers. */
  enter(way: Way, isTry: boolean): Passage;
  /** Whether the tokens of a request count there. */
  countsTokens(providerId: ProviderId): boolean;
  /**
   * Waits until a person's own limits let one more request through, in the order in which they came. `onWait` is told
   * every second what is waited for. Null: the signal was aborted first.
   */
  takePlace(
    request: RatedRequest,
    signal: AbortSignal,
    onWait: (text: string) => void,
  ): Promise<RatePlace | null>;
}
