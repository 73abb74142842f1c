import type { AppErrorData } from '#shared/errors/app-error';
import type { ProviderId } from '#shared/domain/ids';
import type { Headroom } from '#shared/domain/headroom';
import type { ListedPrices } from '#shared/domain/pricing';
import type { ProviderKind } from '#shared/domain/provider';
import type { ProviderState, StreamPart } from '#shared/domain/stream-part';
import type { Result } from '#shared/kernel/result';

/** A piece of a message as it is sent; `state` is replayed exactly when its kind is the provider's own. */
export type RequestPart =
  | { readonly type: 'text'; readonly text: string; readonly state: ProviderState | null }
  | { readonly type: 'thinking'; readonly text: string; readonly state: ProviderState | null }
  | { readonly type: 'opaque'; readonly state: ProviderState }
  | {
      readonly type: 'image';
      readonly mediaType: string;
      readonly base64: string;
      readonly state: ProviderState | null;
    };

export interface RequestMessage {
  readonly role: 'user' | 'assistant';
  readonly parts: readonly RequestPart[];
}

/** One question to one model, independent of the vendor. */
export interface ChatRequest {
  readonly modelId: string;
  readonly instructions: string | null;
  readonly messages: readonly RequestMessage[];
  /** Null leaves it to the provider, except where the vendor requires one (then `outputLimit` or a default is used). */
  readonly maxOutputTokens: number | null;
  readonly temperature: number | null;
  /** The model draws: images are asked for beside text, where that has to be said. */
  readonly makesImages: boolean | null;
  readonly supportsThinking: boolean | null;
  /** A choice that the model offers (`listThinkingChoices`); null leaves it to the provider. */
  readonly thinkingEffort: string | null;
}

/** What a provider says of one of its models; null is unknown. */
export interface ProviderModel {
  readonly id: string;
  readonly name: string | null;
  readonly contextWindow: number | null;
  readonly outputLimit: number | null;
  readonly supportsImages: boolean | null;
  readonly makesImages: boolean | null;
  readonly supportsThinking: boolean | null;
  /** The words with which its thinking can be set, least first; null when the list does not say. */
  readonly thinkingLevels: readonly string[] | null;
  readonly createdAt: number | null;
  readonly deprecated: boolean;
  /** What its list says that it costs. */
  readonly prices: ListedPrices | null;
}

export interface ProviderEndpoint {
  readonly id: ProviderId;
  readonly kind: ProviderKind;
  readonly name: string;
  /** Null means the vendor's own address. */
  readonly baseUrl: string | null;
  /** Read inside each call and never kept; null when there is none. Throws AppError `secret.*`. */
  readonly readKey: () => Promise<string | null>;
  /** Left out, as long as is usual there. */
  readonly timers?: StreamTimers | undefined;
}

/** Limits in ms; each ends the attempt with `timeout` and its reason. */
export interface StreamTimers {
  readonly firstByteMs: number;
  readonly idleMs: number;
  readonly noProgressMs: number;
}

/** What went over the wire for one answer: exactly, but for what is secret. */
export interface Exchange {
  readonly method: string;
  /** Values that may be secret are left out of the query. */
  readonly url: string;
  /** Values that may be secret are left out; their names stay. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Null when no answer came. */
  readonly answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** As it came, at most 4 MB; a key that a server echoes is taken out. */
    readonly body: Uint8Array;
    readonly isWhole: boolean;
  } | null;
}

/** What the headers of an answer tell, whatever becomes of its body. */
export interface AnswerHead {
  /** From the request to the headers. */
  readonly connectMs: number;
  readonly headroom: readonly Headroom[];
  /** Of the key that was sent; null when none was. */
  readonly keyLast4: string | null;
}

export interface ChatProvider {
  /**
   * Streams one answer. Never throws: every failure is in its last part, and there is exactly one `turn-end`.
   * Aborting the signal closes the socket at once and ends with `cancelled`. `onExchange` is told once, at the end, of
   * the last request that was sent, `onAnswer` as soon as there are headers; a provider without a network never tells.
   */
  stream(
    request: ChatRequest,
    signal: AbortSignal,
    onExchange?: (exchange: Exchange) => void,
    onAnswer?: (answer: AnswerHead) => void,
  ): AsyncIterable<StreamPart>;
  /** The models on offer, by one real request with the key. */
  listModels(signal: AbortSignal): Promise<Result<readonly ProviderModel[], AppErrorData>>;
}

export type ConnectProvider = (endpoint: ProviderEndpoint) => ChatProvider;
