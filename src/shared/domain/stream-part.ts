import type { AppErrorData } from '../errors/app-error';
import type { TokenUsage } from './usage';

/**
 * Opaque state of a provider that belongs to one part (Anthropic signatures, Gemini thought signatures,
 * OpenAI reasoning items). Kept byte for byte and replayed only to a provider of the same `kind`.
 */
export interface ProviderState {
  /** Vendor kind and shape, e.g. `anthropic.thinking`, `google.signature`, `openai.item`. */
  readonly kind: string;
  /** Exactly what has to be replayed: UTF-8 JSON or raw text as received. */
  readonly data: string;
}

/**
 * - `complete` the end marker was seen · `length` the output limit was reached · `filtered`/`refused` withheld by the provider
 * - `paused` the provider asks to be continued · `cancelled` our Stop · `truncated` no end marker · `error` anything else
 */
export type TurnOutcome =
  | 'complete'
  | 'length'
  | 'filtered'
  | 'refused'
  | 'paused'
  | 'cancelled'
  | 'truncated'
  | 'error';

export interface TurnEnd {
  readonly type: 'turn-end';
  readonly outcome: TurnOutcome;
  /** Present for every outcome but `complete` and `cancelled`. */
  readonly error: AppErrorData | null;
}

/**
 * What a provider's stream says, in order. Parts are numbered from 0 in the order of their start, are never merged
 * and never interleave backwards: a delta may only follow its part's start and precede its end.
 * The last event is exactly one `turn-end`.
 */
export type StreamPart =
  | { readonly type: 'part-start'; readonly index: number; readonly kind: 'text' | 'thinking' }
  | { readonly type: 'part-delta'; readonly index: number; readonly delta: string }
  | { readonly type: 'part-end'; readonly index: number; readonly state: ProviderState | null }
  /** State that belongs to no visible part (redacted thinking, encrypted reasoning without a summary). It takes an index. */
  | { readonly type: 'opaque'; readonly index: number; readonly state: ProviderState }
  | {
      readonly type: 'image';
      readonly index: number;
      readonly mediaType: string;
      readonly base64: string;
      readonly state: ProviderState | null;
    }
  /**
   * A sketch of the `image` with the same index, which is still being made. The next one, and then the `image`, takes its
   * place. It is shown and never stored; when the turn ends without the `image` there is no image.
   */
  | {
      readonly type: 'image-partial';
      readonly index: number;
      readonly mediaType: string;
      readonly base64: string;
    }
  /** The last one received counts. */
  | { readonly type: 'usage'; readonly usage: TokenUsage }
  /** What the provider says of itself: the model that really answers, its id of the request. */
  | { readonly type: 'answered-by'; readonly modelId: string | null; readonly requestId: string | null }
  | { readonly type: 'notice'; readonly code: string; readonly text: string }
  | TurnEnd;
