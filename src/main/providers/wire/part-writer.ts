import { appError, type AppErrorData } from '#shared/errors/app-error';
import type { ProviderState, StreamPart, TurnOutcome } from '#shared/domain/stream-part';

/**
 * Numbers the parts of one answer and keeps their grammar: at most one part is open, a delta follows its start, and the
 * turn ends once. Mappers write through it and return `take()`.
 */
export interface PartWriter {
  /** Appends to the open part if it is of this kind, else opens a new one. An empty delta opens nothing. */
  write(kind: 'text' | 'thinking', delta: string): void;
  /** Opens a new part, also when one of this kind is open. */
  start(kind: 'text' | 'thinking'): void;
  /** Closes the open part, if any. */
  close(state?: ProviderState | null): void;
  opaque(state: ProviderState): void;
  /** Takes the place of the sketch before it, if there is one. */
  image(mediaType: string, base64: string, state?: ProviderState | null): void;
  /** A sketch of the next image. */
  partialImage(mediaType: string, base64: string): void;
  /** Anything that takes no index. */
  say(part: Extract<StreamPart, { type: 'usage' | 'answered-by' | 'notice' }>): void;
  /** Closes the open part and ends the turn; only the first call counts. */
  finish(outcome: TurnOutcome, error?: AppErrorData | null): void;
  /** The parts written since the last call. */
  take(): readonly StreamPart[];
  readonly openKind: 'text' | 'thinking' | null;
  /** Whether anything that a person can see was written. */
  readonly hasContent: boolean;
  readonly isFinished: boolean;
}

export function createPartWriter(): PartWriter {
  const parts: StreamPart[] = [];
  let nextIndex = 0;
  let open: { readonly index: number; readonly kind: 'text' | 'thinking' } | null = null;
  let hasContent = false;
  let isFinished = false;
  const images = createImagePlaces(() => nextIndex++);

  const start = (kind: 'text' | 'thinking'): number => {
    close();
    open = { index: nextIndex++, kind };
    parts.push({ type: 'part-start', index: open.index, kind });
    return open.index;
  };
  const close = (state: ProviderState | null = null): void => {
    if (open === null) return;
    parts.push({ type: 'part-end', index: open.index, state });
    open = null;
  };
  return {
    write(kind, delta) {
      if (delta === '') return;
      const index = open?.kind === kind ? open.index : start(kind);
      parts.push({ type: 'part-delta', index, delta });
      hasContent = true;
    },
    start: (kind) => void start(kind),
    close,
    opaque(state) {
      close();
      parts.push({ type: 'opaque', index: nextIndex++, state });
    },
    image(mediaType, base64, state = null) {
      close();
      parts.push({ type: 'image', index: images.final(), mediaType, base64, state });
      hasContent = true;
    },
    partialImage(mediaType, base64) {
      close();
      parts.push({ type: 'image-partial', index: images.sketch(), mediaType, base64 });
      hasContent = true;
    },
    say: (part) => void parts.push(part),
    finish(outcome, error = null) {
      if (isFinished) return;
      close();
      isFinished = true;
      parts.push({ type: 'turn-end', outcome, error: error ?? defaultError(outcome) });
    },
    take: () => parts.splice(0),
    get openKind() {
      return open?.kind ?? null;
    },
    get hasContent() {
      return hasContent;
    },
    get isFinished() {
      return isFinished;
    },
  };
}

/** An image goes where its sketches were shown; without sketches it takes the next place. */
function createImagePlaces(next: () => number): {
  readonly sketch: () => number;
  readonly final: () => number;
} {
  let sketched: number | null = null;
  return {
    sketch: () => (sketched ??= next()),
    final() {
      const index = sketched ?? next();
      sketched = null;
      return index;
    },
  };
}

/** The sentence for an ending that needs no more detail than its name. */
function defaultError(outcome: TurnOutcome): AppErrorData | null {
  switch (outcome) {
    case 'complete':
    case 'cancelled':
      return null;
    case 'length':
      return appError('length', 'The answer reached its length limit.');
    case 'filtered':
      return appError('content-filtered', 'The provider withheld the answer.', { reason: 'output' });
    case 'refused':
      return appError('refused', 'The model declined to answer.');
    case 'paused':
      return appError('truncated', 'The provider paused the answer. It can be continued.');
    case 'truncated':
      return appError('truncated', 'The answer was cut off before its end.');
    case 'error':
      return appError('unknown', 'The provider reported a failure without saying which.');
  }
}
