import type { TurnEnd } from '#shared/domain/stream-part';
import type { AppErrorData } from '#shared/errors/app-error';
import type { BreakerSignal } from './breaker';
import type { WaySignals } from './breaker-board';

const answered: BreakerSignal = { type: 'answered' };
const neither: BreakerSignal = { type: 'neither' };

/** What the end of a request says of its key, and of its model with that key. */
export function readSignals({ outcome, error }: TurnEnd, hasContent: boolean): WaySignals {
  // What was stopped before anything came has said nothing.
  if (outcome === 'cancelled') return hasContent ? both(answered) : both(neither);
  return error === null ? both(answered) : ofError(error, hasContent);
}

const both = (signal: BreakerSignal): WaySignals => ({ key: signal, model: signal });

function ofError(cause: AppErrorData, hasContent: boolean): WaySignals {
  switch (cause.code) {
    case 'server':
    case 'overloaded':
    case 'timeout':
      return { key: neither, model: { type: 'failed', cause } };
    case 'network':
      // That is this computer, and not the provider.
      if (cause.reason === 'offline' || cause.reason === 'captive') return both(neither);
      return { key: neither, model: { type: 'failed', cause } };
    case 'auth':
      // It was accepted, or no answer would have begun.
      return { key: hasContent ? answered : { type: 'refused', cause }, model: neither };
    case 'quota':
      return { key: answered, model: { type: 'refused', cause } };
    case 'rate-limited':
      if (cause.retryAfterMs === undefined) return { key: answered, model: neither };
      return { key: answered, model: { type: 'limited', waitMs: cause.retryAfterMs } };
    case 'permission':
    case 'not-found':
      return { key: answered, model: neither };
    case 'content-filtered':
    case 'refused':
    case 'length':
    case 'invalid-request':
    case 'context-length':
      return both(answered);
    default:
      return both(neither);
  }
}
