import { app } from 'electron';
import { refuseSockets } from '#main/platform/refuse-sockets';
import type { ReviewInvocation } from './invocation-review';
import { openShell } from './open-shell';
import { removeFolder, sweepReviewFolders, type ReviewFolders } from './review-folders';
import type { Start } from './start';

/** A Parley that reads, and does nothing else: no network, no keychain, nothing written where a person keeps their data. */
export function runReview(start: Start, folders: ReviewFolders, invocation: ReviewInvocation): void {
  refuseSockets();
  start.phases.run('review', (atEnd) => {
    sweepReviewFolders();
    atEnd(() => removeFolder(folders.root));
  });
  // Chromium writes into its profile once more when it ends.
  process.once('exit', () => removeFolder(folders.root));
  const shell = openShell(start.phases, folders, start.logger, { isReview: true });
  app.on('activate', () => {
    if (shell.windows.list().length === 0) shell.windows.open();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  void shell.pageServed
    .then(() => import('./start-review'))
    .then(({ startReview }) => startReview(start, shell, folders, invocation));
}
