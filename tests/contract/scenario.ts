import type { ErrorCode, AppErrorData } from '#shared/errors/app-error';
import type { ProviderState, StreamPart, TurnOutcome } from '#shared/domain/stream-part';
import type { TokenUsage } from '#shared/domain/usage';

/** A visible or opaque part of an answer, whole. */
export type AnswerPart =
  | { readonly kind: 'text' | 'thinking'; readonly text: string; readonly state: ProviderState | null }
  | { readonly kind: 'opaque'; readonly state: ProviderState }
  | {
      readonly kind: 'image';
      readonly mediaType: string;
      readonly base64: string;
      readonly state: ProviderState | null;
    };

/** What a stream of parts amounts to, independent of how it was cut into deltas. */
export interface Answer {
  readonly parts: readonly AnswerPart[];
  /** The last usage that was told. */
  readonly usage: TokenUsage | null;
  readonly answeredBy: string | null;
  readonly requestId: string | null;
  /** The sketches of images that were shown before them, in order; none when left out. */
  readonly sketches?: readonly string[];
  /** Codes of the notices, in order. */
  readonly notices: readonly string[];
  readonly outcome: TurnOutcome;
  /** Null exactly for `complete` and `cancelled`. */
  readonly error: { readonly code: ErrorCode; readonly reason?: AppErrorData['reason'] } | null;
}

/**
 * One scripted answer of a vendor and what Parley must make of it: data, one per file in
 * `tests/fixtures/<vendor>/<scenario>.ts`, gathered in `tests/fixtures/<vendor>/index.ts` as `transcripts`.
 */
export interface Transcript {
  /** As the file: `text`, `thinking`, `unicode`, `refusal`, `filtered`, `length`, `error-in-stream`, … */
  readonly name: string;
  /** `sse` bodies are also tried with four newline styles and with comments between lines. */
  readonly framing: 'sse' | 'ndjson';
  /** Response headers besides content-type. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body with LF newlines, exactly as the vendor would write it. */
  readonly body: string;
  readonly expected: Answer;
  /**
   * Length in UTF-16 units of the prefix of `body` after which the end marker has been received (its blank line included):
   * a shorter prefix must end as `truncated`, this one and longer ones as `expected`. Default: the whole body.
   */
  readonly endsAt?: number;
}

/** Builds an SSE body: an object becomes `data: <json>`, with `event:` when named. */
export const sse = (
  events: readonly ({ readonly event?: string; readonly data: unknown } | { readonly raw: string })[],
): string =>
  events
    .map((entry) => {
      if ('raw' in entry) return entry.raw;
      const data = typeof entry.data === 'string' ? entry.data : JSON.stringify(entry.data);
      return `${entry.event === undefined ? '' : `event: ${entry.event}\n`}data: ${data}\n\n`;
    })
    .join('');

/** Joins a stream's parts into an answer; throws when they break the grammar of `StreamPart`. */
export function answerOf(stream: readonly StreamPart[]): Answer {
  const parts: (AnswerPart | undefined)[] = [];
  let open: { index: number; kind: 'text' | 'thinking'; text: string } | null = null;
  let usage: TokenUsage | null = null;
  let answeredBy: string | null = null;
  let requestId: string | null = null;
  const notices: string[] = [];
  const sketches: string[] = [];
  /** Where an image is to come of which a sketch was shown. */
  let sketched: number | null = null;
  const broken = (part: StreamPart, why: string): Error => new Error(`${why}: ${JSON.stringify(part)}`);
  for (const [position, part] of stream.entries()) {
    switch (part.type) {
      case 'part-start':
        if (open !== null) throw broken(part, 'a part starts inside another');
        if (part.index !== parts.length) throw broken(part, 'parts are not numbered in order');
        open = { index: part.index, kind: part.kind, text: '' };
        parts.push(undefined);
        break;
      case 'part-delta':
        if (open?.index !== part.index) throw broken(part, 'a delta outside of its part');
        open.text += part.delta;
        break;
      case 'part-end':
        if (open?.index !== part.index) throw broken(part, 'an end without its start');
        parts[part.index] = { kind: open.kind, text: open.text, state: part.state };
        open = null;
        break;
      case 'opaque':
        if (open !== null) throw broken(part, 'a part inside another');
        if (part.index !== parts.length) throw broken(part, 'parts are not numbered in order');
        parts.push({ kind: 'opaque', state: part.state });
        break;
      case 'image-partial':
        if (open !== null) throw broken(part, 'a sketch inside a part');
        if (part.index !== (sketched ?? parts.length)) throw broken(part, 'a sketch of another image');
        if (sketched === null) parts.push(undefined);
        sketched = part.index;
        sketches.push(part.base64);
        break;
      case 'image':
        if (open !== null) throw broken(part, 'a part inside another');
        if (part.index !== (sketched ?? parts.length)) throw broken(part, 'an image in the place of another');
        parts[part.index] = {
          kind: 'image',
          mediaType: part.mediaType,
          base64: part.base64,
          state: part.state,
        };
        sketched = null;
        break;
      case 'usage':
        usage = part.usage;
        break;
      case 'answered-by':
        answeredBy = part.modelId ?? answeredBy;
        requestId = part.requestId ?? requestId;
        break;
      case 'notice':
        notices.push(part.code);
        break;
      case 'turn-end': {
        if (open !== null) throw broken(part, 'the turn ended with an open part');
        if (position !== stream.length - 1) throw broken(part, 'something after the end of the turn');
        const needsError = part.outcome !== 'complete' && part.outcome !== 'cancelled';
        if (needsError !== (part.error !== null))
          throw broken(part, 'an outcome without its error, or with one');
        const error =
          part.error === null
            ? null
            : {
                code: part.error.code,
                ...(part.error.reason === undefined ? {} : { reason: part.error.reason }),
              };
        const whole = parts.filter((entry) => entry !== undefined);
        const shown = sketches.length === 0 ? {} : { sketches };
        return {
          parts: whole,
          usage,
          answeredBy,
          requestId,
          notices,
          ...shown,
          outcome: part.outcome,
          error,
        };
      }
    }
  }
  throw new Error('the stream ended without turn-end');
}
