import type { AppShell } from '#main/ports/app-shell';
import type { QuickShell } from '#main/ports/quick-shell';

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
