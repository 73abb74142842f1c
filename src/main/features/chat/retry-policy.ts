import type { AppErrorData } from '#shared/errors/app-error';
import type { TurnEnd } from '#shared/domain/stream-part';

/** A wait that a provider asks for is obeyed up to this; a longer one is left to the person. */
export const longestWaitMs = 60_000;
const shortestWaitMs = 500;

export interface Retry {
  readonly waitMs: number;
  /** Begins the line a person reads while it waits. */
  readonly why: string;
}

/** How often each kind of failure may be tried again. */
type RetryClass = 'rate' | 'busy' | 'connection' | 'first-byte';
const limits: Readonly<Record<RetryClass, number>> = { rate: 3, busy: 2, connection: 1, 'first-byte': 1 };
const words: Readonly<Record<RetryClass, string>> = {
  rate: 'Rate limited.',
  busy: 'The provider is busy.',
  connection: 'The connection failed.',
  'first-byte': 'No answer yet.',
};

/** Remembers, over one turn, what has been tried. */
export class RetryPolicy {
  readonly #used = new Map<RetryClass, number>();
  readonly #random: () => number;

  /** `random` gives 0 to 1. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /**
   * Whether an attempt is made again, and after how long. Never when it gave content: what was shown is never
   * replaced in silence. Keys, quotas, filters and invalid requests do not get better by asking again.
   * A wait beyond `longestMs` is not made: something else can be done meanwhile.
   */
  next(end: TurnEnd, hadContent: boolean, longestMs = longestWaitMs): Retry | null {
    if (hadContent || end.error === null) return null;
    const kind = classOf(end.error);
    if (kind === null) return null;
    const used = this.#used.get(kind) ?? 0;
    const waitMs = this.#waitFor(end.error, used);
    if (used >= limits[kind] || waitMs > Math.min(longestMs, longestWaitMs)) return null;
    this.#used.set(kind, used + 1);
    return { waitMs, why: words[kind] };
  }

  #waitFor(error: AppErrorData, used: number): number {
    if (error.retryAfterMs !== undefined) return Math.max(shortestWaitMs, error.retryAfterMs);
    // 1 s, 3 s, 9 s, each between 75 % and 125 %, so that many clients do not come back together.
    return Math.round(1_000 * 3 ** used * (0.75 + this.#random() / 2));
  }
}

function classOf(error: AppErrorData): RetryClass | null {
  switch (error.code) {
    case 'rate-limited':
      return 'rate';
    case 'overloaded':
    case 'server':
      return 'busy';
    case 'truncated':
      return 'connection';
    case 'network':
      return error.reason === 'reset' || error.reason === 'dns' ? 'connection' : null;
    case 'protocol':
      return error.reason === 'empty-response' ? 'connection' : null;
    case 'timeout':
      if (error.reason === 'first-byte') return 'first-byte';
      return error.reason === 'gateway' ? 'busy' : null;
    default:
      return null;
  }
}

export const waitingText = (why: string, leftMs: number): string =>
  `${why} Trying again in ${Math.max(1, Math.ceil(leftMs / 1_000))} s`;
