import type { AppShell } from '#main/ports/app-shell';
import type { QuickShell } from '#main/ports/quick-shell';
import type { ReviewShell } from '#main/ports/review-shell';

/** A desktop that shows nothing. */
export const quietShell = (dataFolder = '/data'): AppShell => ({
  info: () =>
    Promise.resolve({
      version: '0.0.0',
      platform: 'linux',
      electron: '0',
      dataFolder,
      keychain: 'ready',
      notices: [],
    }),
  newWindow: () => undefined,
  copyText: () => undefined,
  revealFolder: () => Promise.resolve(),
  reportProblem: () => undefined,
});

/** No quick window. */
export const quietQuick: QuickShell = {
  open: () => undefined,
  hide: () => undefined,
  leave: () => undefined,
  key: () => ({ state: 'off', isWayland: false }),
};

/** Nothing is reviewed, and nothing can be. */
export const quietReview: ReviewShell = {
  status: () => null,
  unlock: () => undefined,
  open: () => Promise.resolve(false),
};
