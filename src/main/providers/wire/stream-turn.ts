import type { AppErrorData } from '#shared/errors/app-error';
import type { StreamPart } from '#shared/domain/stream-part';
import type { StreamTimers } from '#main/ports/chat-provider';
import type { HttpFailure, StreamMapper } from './stream-mapper';
import type { WireFetch } from './wire-fetch';

export type { HttpFailure, ServerSentEvent, StreamMapper } from './stream-mapper';

export interface StreamTurnOptions {
  /** Our Stop. */
  readonly signal: AbortSignal;
  readonly timers?: StreamTimers;
  /**
   * Sends the request with an SDK or by hand. `fetch` answers only with 2xx: every failure is thrown through the SDK and
   * recognised again by its cause. The signal is not the caller's: it also fires when one of our timers does.
   */
  readonly open: (fetch: WireFetch, signal: AbortSignal) => Promise<Response>;
  readonly createMapper: () => StreamMapper;
  readonly toAppError: (failure: HttpFailure) => AppErrorData;
  /** 8 MB unless said; image models need 64 MB. */
  readonly maxLineBytes?: number;
}

export declare function streamTurn(options: StreamTurnOptions): AsyncIterable<StreamPart>;
