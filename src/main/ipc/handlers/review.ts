import type { ReviewShell } from '#main/ports/review-shell';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const reviewHandlers = (review: ReviewShell) =>
  ({
    'review.status': () => review.status(),
    'review.unlock': ({ passphrase }) => nothing(() => review.unlock(passphrase)),
    'review.open': ({ what }, { windowId }) => review.open(what, windowId),
  }) satisfies Partial<Handlers>;
