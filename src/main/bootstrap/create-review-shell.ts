import { chooseReviewed } from '#main/platform/choose-reviewed';
import { startBeside } from '#main/platform/start-beside';
import { isBackup } from '#main/persistence/review/find-database';
import type { AuditLog } from '#main/ports/audit-log';
import type { Logger } from '#main/ports/logger';
import type { ReviewShell } from '#main/ports/review-shell';
import type { ReviewState } from './review-state';

interface ReviewShellParts {
  readonly folders: { readonly data: string };
  readonly logger: Logger;
  /** Writes down that something of another's was opened; left out in a review, which writes nothing. */
  readonly audit?: Pick<AuditLog, 'record'>;
  /** Null where nothing is reviewed. */
  readonly state: ReviewState | null;
}

/** Reviews as windows may ask for them; each runs in a process of its own (docs/adr). */
export function createReviewShell({ folders, logger, audit, state }: ReviewShellParts): ReviewShell {
  return {
    status: () => state?.status() ?? null,
    unlock: (passphrase) => state?.unlock(passphrase),
    async open(what, windowId) {
      const path = what === 'history' ? null : await chooseReviewed(what, windowId);
      if (path === null && what !== 'history') return false;
      const of = path === null ? ['--review'] : [`--review=${path}`];
      if (path !== null)
        audit?.record({ kind: 'review.opened', facts: { source: isBackup(path) ? 'backup' : 'archive' } });
      startBeside([`--user-data-dir=${folders.data}`, ...of], logger);
      return true;
    },
  };
}
