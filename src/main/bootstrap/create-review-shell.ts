import { chooseReviewed } from '#main/platform/choose-reviewed';
import { startBeside } from '#main/platform/start-beside';
import type { Logger } from '#main/ports/logger';
import type { ReviewShell } from '#main/ports/review-shell';
import type { ReviewState } from './review-state';

interface ReviewShellParts {
  readonly folders: { readonly data: string };
  readonly logger: Logger;
  /** Null where nothing is reviewed. */
  readonly state: ReviewState | null;
}

/** Reviews as windows may ask for them; each runs in a process of its own (docs/adr). */
export function createReviewShell({ folders, logger, state }: ReviewShellParts): ReviewShell {
  return {
    status: () => state?.status() ?? null,
    unlock: (passphrase) => state?.unlock(passphrase),
    async open(what, windowId) {
      const path = what === 'history' ? null : await chooseReviewed(what, windowId);
      if (path === null && what !== 'history') return false;
      const of = path === null ? ['--review'] : [`--review=${path}`];
      startBeside([`--user-data-dir=${folders.data}`, ...of], logger);
      return true;
    },
  };
}
